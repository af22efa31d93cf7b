import { defineEntity, type InferEntity, p } from '@mikro-orm/core';

/** A machine whose servers take deployments from the queue. */
export const Host = defineEntity({
  name: 'Host',
  tableName: 'hosts',
  properties: {
    /** The data directory's host id: it stays when the machine gets another name. */
    id: p.uuid().primary(),
    name: p.string().length(255),
    /** One of its servers wrote this; a host is away when it is older than `awayAfterSeconds`. */
    seenAt: p.datetime(3),
  },
});
export type Host = InferEntity<typeof Host>;

/** A server says every `seenEveryMs` that it is there; whoever misses three of them is away. */
export const seenEveryMs = 10_000;
export const awayAfterSeconds = 30;
