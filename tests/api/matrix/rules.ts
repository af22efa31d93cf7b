import type { Who } from './who.ts';

/**
 * shown: answered, with what was seeded. hidden: as if it did not exist: null, empty, false, 0 or a NotFoundError.
 * Otherwise the code of the refusal.
 */
export type Outcome = 'shown' | 'hidden' | 'UNAUTHENTICATED' | 'FORBIDDEN';
export type Rule = Record<Who, Outcome>;

const everybodyIs = (outcome: Outcome): Rule => ({
  nobody: outcome,
  VIEWER: outcome,
  OPERATOR: outcome,
  ADMIN: outcome,
  'VIEWER granted': outcome,
  'VIEWER not granted': outcome,
  'OPERATOR granted': outcome,
  'OPERATOR not granted': outcome,
  'SERVICE own': outcome,
  'SERVICE other': outcome,
  'API VIEWER': outcome,
  'API OPERATOR': outcome,
  'API ADMIN': outcome,
  'API ADMIN granted': outcome,
  'API read-only': outcome,
  CONFIG: outcome,
  'DEPLOYMENT own': outcome,
  'DEPLOYMENT other': outcome,
  expired: outcome,
  revoked: outcome,
  'creator disabled': outcome,
  'creator demoted': outcome,
});

const strangers = (outcome: Outcome) => ({
  nobody: outcome,
  expired: outcome,
  revoked: outcome,
  'creator disabled': outcome,
});
const purposes = (outcome: Outcome) => ({
  'SERVICE own': outcome,
  'SERVICE other': outcome,
  CONFIG: outcome,
  'DEPLOYMENT own': outcome,
  'DEPLOYMENT other': outcome,
});
const readers = (outcome: Outcome) => ({
  VIEWER: outcome,
  'VIEWER granted': outcome,
  'VIEWER not granted': outcome,
  'API VIEWER': outcome,
  'API read-only': outcome,
  'creator demoted': outcome,
});
const notGranted = (outcome: Outcome) => ({ 'VIEWER not granted': outcome, 'OPERATOR not granted': outcome });
const people = (outcome: Outcome) => ({
  VIEWER: outcome,
  OPERATOR: outcome,
  ADMIN: outcome,
  'VIEWER granted': outcome,
  'VIEWER not granted': outcome,
  'OPERATOR granted': outcome,
  'OPERATOR not granted': outcome,
});

/** Who need not say who they are. */
export const all = everybodyIs('shown');
/** What is never given to anybody, with the reason beside the rule. */
export const never = everybodyIs('hidden');
/** Whoever has a valid credential, whatever it may do. */
export const holders: Rule = { ...all, ...strangers('hidden') };
/** The same where the question itself is refused without one. */
export const holdersOnly: Rule = { ...all, ...strangers('UNAUTHENTICATED') };
/** A person, about themselves. */
export const persons: Rule = { ...never, ...people('shown') };
/** Who acts with a role. */
export const roles: Rule = { ...holders, ...purposes('hidden') };
/** Whose services are selected. */
export const selected: Rule = {
  ...{ ...persons, VIEWER: 'hidden', OPERATOR: 'hidden', ADMIN: 'hidden' },
  'API ADMIN granted': 'shown',
};
/** What everybody may do something of, except the token of a run, which only looks. */
export const doers: Rule = { ...holders, 'DEPLOYMENT own': 'hidden', 'DEPLOYMENT other': 'hidden' };

/** The seeded deployment and its service: whoever has it in scope. */
export const sees: Rule = {
  ...all,
  ...strangers('UNAUTHENTICATED'),
  ...notGranted('hidden'),
  'SERVICE other': 'hidden',
  CONFIG: 'FORBIDDEN',
  'DEPLOYMENT other': 'hidden',
};
/** Other deployments of the same service: a deployment token sees its own only. */
export const seesHistory: Rule = { ...sees, 'DEPLOYMENT own': 'hidden' };
/** Other services that are granted by the same glob: a service token sees its own only. */
export const seesNeighbours: Rule = { ...seesHistory, 'SERVICE own': 'hidden' };
/** That something is in the way which only those do not see who see some services. */
export const seesSome: Rule = {
  ...sees,
  ...everybodyIs('hidden'),
  ...strangers('UNAUTHENTICATED'),
  'VIEWER granted': 'shown',
  'OPERATOR granted': 'shown',
  'API ADMIN granted': 'shown',
  CONFIG: 'FORBIDDEN',
};

/** Changes of what one sees; for people and API tokens. */
export const watches: Rule = { ...sees, ...purposes('FORBIDDEN') };
/** The same where nothing in particular is asked about. */
export const watchesAny: Rule = { ...watches, ...notGranted('shown') };

/** Starting the seeded service. */
export const starts: Rule = {
  ...sees,
  ...readers('FORBIDDEN'),
  'DEPLOYMENT own': 'FORBIDDEN',
  'DEPLOYMENT other': 'FORBIDDEN',
};
/** Starting others: as above, without the token of one service. */
export const startsNeighbours: Rule = { ...starts, 'SERVICE own': 'hidden' };
/** Canceling what somebody else started. */
export const cancels: Rule = { ...starts, 'SERVICE own': 'FORBIDDEN' };
/** Canceling what is not there: so it is for everybody who may cancel at all. */
export const cancelsNothing: Rule = {
  ...starts,
  ...notGranted('shown'),
  'VIEWER not granted': 'FORBIDDEN',
  'SERVICE other': 'shown',
};
/** What may be done with the seeded deployment, as a list; empty for who only looks. */
export const offers: Rule = { ...sees, ...readers('hidden'), 'DEPLOYMENT own': 'hidden' };

/** Operators and above, by their role alone. */
export const syncs: Rule = { ...starts, ...purposes('FORBIDDEN'), 'OPERATOR not granted': 'shown' };
/** What a sync tells of the seeded services. */
export const syncsSeen: Rule = { ...syncs, 'OPERATOR not granted': 'hidden' };

/** Rows about other people and their tokens: administrators. Everybody else finds nothing, and is not refused. */
export const administers: Rule = {
  ...never,
  ADMIN: 'shown',
  'API ADMIN': 'shown',
  'API read-only': 'shown',
};
/** The same where the way there leads through the seeded deployment. */
export const administersSeen: Rule = {
  ...administers,
  ...strangers('UNAUTHENTICATED'),
  CONFIG: 'FORBIDDEN',
};
/** The same where the question itself needs a role. */
export const administersAsked: Rule = { ...administers, ...strangers('UNAUTHENTICATED'), ...purposes('FORBIDDEN') };
/** Tokens of the seeded service: whoever sees the service may ask, but for tokens of one purpose. */
export const administersTokens: Rule = {
  ...administersSeen,
  'SERVICE own': 'FORBIDDEN',
  'DEPLOYMENT own': 'FORBIDDEN',
};
/** Lists of what only administrators read. */
export const audits: Rule = {
  ...everybodyIs('FORBIDDEN'),
  ...strangers('UNAUTHENTICATED'),
  ADMIN: 'shown',
  'API ADMIN': 'shown',
  'API read-only': 'shown',
};
/** What only administrators change. */
export const manages: Rule = { ...audits, 'API read-only': 'FORBIDDEN' };
/** Rotating somebody else's token: operators may rotate, but do not find it. */
export const rotates: Rule = {
  ...manages,
  OPERATOR: 'hidden',
  'OPERATOR granted': 'hidden',
  'OPERATOR not granted': 'hidden',
  'API OPERATOR': 'hidden',
};
/** Revoking somebody else's token: everybody may revoke, but only administrators find it. */
export const revokes: Rule = {
  ...{ ...rotates, ...readers('hidden'), 'API read-only': 'FORBIDDEN' },
  'API ADMIN granted': 'hidden',
};
/** A token for another service that the same glob grants; whether it is there is asked first. */
export const tokenizes: Rule = {
  ...startsNeighbours,
  ...notGranted('hidden'),
  'API ADMIN granted': 'FORBIDDEN', // it could make one that is not limited
  'DEPLOYMENT own': 'hidden',
  'DEPLOYMENT other': 'hidden',
};
/** Of a person, by themselves. */
export const ownPassword: Rule = { ...everybodyIs('FORBIDDEN'), ...strangers('UNAUTHENTICATED'), ...people('shown') };
/** Without naming anybody a token has no sessions to end. */
export const ownSessions: Rule = { ...ownPassword, 'API ADMIN': 'hidden' };
/** Where services are registered: who may have one written. */
export const createsDemo: Rule = {
  ...everybodyIs('hidden'),
  ...strangers('UNAUTHENTICATED'),
  ...purposes('FORBIDDEN'),
  ADMIN: 'shown',
  'API ADMIN': 'shown',
};
/** What only administrators may change, where there is no such thing. */
export const administratesNothing: Rule = {
  ...everybodyIs('FORBIDDEN'),
  ...strangers('UNAUTHENTICATED'),
  ADMIN: 'hidden',
  'API ADMIN': 'hidden',
  'API ADMIN granted': 'hidden',
};

/** What is live of the seeded service. */
export const inventory: Rule = { ...watches, CONFIG: 'shown' };
/** From there to the service and its deployments: a config token reads the inventory only. */
export const inventoryLinks: Rule = { ...inventory, CONFIG: 'FORBIDDEN' };
/** The same, beginning at the service. */
export const inventoryOfService: Rule = { ...sees, 'SERVICE own': 'FORBIDDEN', 'DEPLOYMENT own': 'FORBIDDEN' };

/** The state of the installation: administrators, and everybody else is refused. */
export const operates: Rule = {
  ...everybodyIs('FORBIDDEN'),
  ...strangers('UNAUTHENTICATED'),
  ADMIN: 'shown',
  'API ADMIN': 'shown',
  'API read-only': 'shown',
};
