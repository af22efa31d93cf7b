import { denialOf, type Subject, type Verb } from './authorise.ts';
import type { Viewer } from './viewer.ts';

/** What somebody may do with one thing now, and why not the rest, in one sentence each. */
export type Permissions<Action> = { can: Action[]; cannot: { action: Action; reason: string }[] };

/** An action's verb, and why the thing as it is does not allow it, whoever asks; null: it does. */
export type Offer<Action> = { action: Action; verb: Verb; obstacle: string | null };

/** Says the missing right before the obstacle: that one does not go away by waiting. */
export function permissionsOf<Action>(
  viewer: Viewer,
  offers: readonly Offer<Action>[],
  subject?: Subject,
): Permissions<Action> {
  const permissions: Permissions<Action> = { can: [], cannot: [] };
  for (const { action, verb, obstacle } of offers) {
    const reason = denialOf(viewer, verb, subject) ?? obstacle;
    if (reason === null) permissions.can.push(action);
    else permissions.cannot.push({ action, reason });
  }
  return permissions;
}
