import { expect, test } from 'vitest';
import { actionWords } from '../../client/web/views/settings/audit-words.ts';
import { auditActions } from '../../server/access/audit-event.entity.ts';

test('the web application has words for everything that is written down', () => {
  expect(Object.keys(actionWords).sort()).toEqual([...auditActions].sort());
});
