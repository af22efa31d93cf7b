import type { TokenFieldsFragment } from '../../api/generated/graphql.ts';
import { snippets } from '../service/snippets.ts';

/** What is done with a new token first. The commands name it by a variable: a secret in one stays in a shell's history. */
export const tokenSnippets = (
  origin: string,
  { kind, service }: Pick<TokenFieldsFragment, 'kind' | 'service'>,
): { name: string; text: string }[] => {
  const curl = kind === 'SERVICE' && service ? (snippets(origin, service.name)[0]?.text ?? '') : whoAmI(origin);
  const repository = service ? ` --repo OWNER/${service.name}` : '';
  return [
    { name: 'As a GitHub secret', text: `gh secret set FASTDEPLOY_TOKEN${repository}` },
    { name: kind === 'SERVICE' ? 'Deploy with curl' : 'Try it with curl', text: curl },
  ];
};

const whoAmI = (origin: string): string => `curl -fsS ${origin}/graphql \\
  -H "Authorization: Bearer $FASTDEPLOY_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"query":"{ viewer { role can } }"}'`;
