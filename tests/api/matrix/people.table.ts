import {
  administers,
  administersAsked,
  administersTokens,
  audits,
  holders,
  manages,
  ownPassword,
  ownSessions,
  type Rule,
  revokes,
  rotates,
  tokenizes,
} from './rules.ts';

/** People, tokens and the audit log. One line a field: `Type.field: rule`. */
export const peopleTable: Record<string, Rule> = {
  'Query.user': administersAsked,
  'Query.users': audits,
  'Query.tokens': administersAsked,
  'Query.auditEvents': audits,

  'Mutation.createUser': manages,
  'Mutation.updateUser': manages,
  'Mutation.createSignInLink': manages,
  'Mutation.changePassword': ownPassword,
  'Mutation.signOutEverywhere': ownSessions,
  'Mutation.createToken': tokenizes,
  'Mutation.rotateToken': rotates,
  'Mutation.revokeToken': revokes,

  'Viewer.needsCurrentPassword': holders,

  'User.sessionCount': administers,
  'User.tokenCount': administers,
  'User.sessions': administers,

  'Token.user': administers,
  'Token.lastUsedFrom': administers,
  'Token.revokedBy': administers,
  'Token.replacedBy': administers,
  'Token.expiresSoon': administers,

  'Service.tokens': administersTokens,

  'UserConnection.edges': audits,
  'UserConnection.nodes': audits,
  'UserConnection.pageInfo': audits,
  'UserConnection.totalCount': audits,

  'UserEdge.cursor': audits,
  'UserEdge.node': audits,

  'TokenConnection.edges': administersAsked,
  'TokenConnection.nodes': administersAsked,
  'TokenConnection.pageInfo': administersAsked,
  'TokenConnection.totalCount': administersAsked,

  'TokenEdge.cursor': administersAsked,
  'TokenEdge.node': administersAsked,

  'AuditEventConnection.edges': audits,
  'AuditEventConnection.nodes': audits,
  'AuditEventConnection.pageInfo': audits,
  'AuditEventConnection.totalCount': audits,

  'AuditEventEdge.cursor': audits,
  'AuditEventEdge.node': audits,

  'AuditEvent.id': audits,
  'AuditEvent.at': audits,
  'AuditEvent.actor': audits,
  'AuditEvent.action': audits,
  'AuditEvent.outcome': audits,
  'AuditEvent.subjectId': audits,
  'AuditEvent.subject': audits,
  'AuditEvent.subjectLabel': audits,
  'AuditEvent.service': audits,
  'AuditEvent.remoteAddress': audits,
  'AuditEvent.details': audits,

  'CreateUserSuccess.user': manages,
  'CreateUserSuccess.signInUrl': manages,

  'UpdateUserSuccess.user': manages,

  'CreateSignInLinkSuccess.url': manages,
  'CreateSignInLinkSuccess.expiresAt': manages,

  'ChangePasswordSuccess.user': ownPassword,
  'ChangePasswordSuccess.endedSessionCount': ownPassword,

  'SignOutEverywhereSuccess.count': ownSessions,

  'CreateTokenSuccess.secret': tokenizes,
  'CreateTokenSuccess.token': tokenizes,

  'RotateTokenSuccess.secret': rotates,
  'RotateTokenSuccess.token': rotates,
  'RotateTokenSuccess.replaced': rotates,

  'RevokeTokenSuccess.token': revokes,
};
