import { never, operates, type Rule } from './rules.ts';

/** The installation. One line a field: `Type.field: rule`. */
export const systemTable: Record<string, Rule> = {
  'Query.system': operates,
  'Query.checks': operates,

  'SystemInfo.version': operates,
  'SystemInfo.nodeVersion': operates,
  'SystemInfo.database': operates,
  'SystemInfo.logDays': operates,
  'SystemInfo.maxLogBytes': operates,
  'SystemInfo.maxConcurrent': operates,
  'SystemInfo.dataDirectory': operates,
  'SystemInfo.servicesDirectory': operates,
  'SystemInfo.deployUser': never, // none is set here
  'SystemInfo.lastSync': operates,
  'SystemInfo.hosts': operates,

  'DatabaseInfo.isEmbedded': operates,
  'DatabaseInfo.version': operates,
  'DatabaseInfo.sizeBytes': operates,

  'ServicesSync.at': operates,
  'ServicesSync.problem': never, // the directory could be read

  'HostInfo.name': operates,
  'HostInfo.seenAt': operates,
  'HostInfo.isAway': operates,
  'HostInfo.isHere': operates,

  'Check.code': operates,
  'Check.title': operates,
  'Check.state': operates,
  'Check.message': operates,
  'Check.hint': operates,
  'Check.serviceName': operates,
  'Check.service': operates,
};
