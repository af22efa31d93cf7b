/** How other programs start this service; the token is a placeholder everywhere. */
export const snippets = (origin: string, service: string): { name: string; text: string }[] => [
  {
    name: 'curl',
    text: curlOf(origin, service),
  },
  {
    name: 'GitHub',
    text: `- name: Deploy ${service}
  run: npx fastdeploy deploy ${service}
  env:
    FASTDEPLOY_URL: ${origin}
    FASTDEPLOY_TOKEN: \${{ secrets.FASTDEPLOY_TOKEN }}`,
  },
  {
    name: 'GraphQL',
    text: `mutation {
  startDeployment(input: { service: "${service}", origin: "ci" }) {
    ... on StartDeploymentSuccess {
      replayed
      deployment { number url }
    }
    ... on Error { code message }
  }
}`,
  },
];

/** One command for a shell that starts the service with these parameters; secrets are not known here and left out. */
export const curlOf = (origin: string, service: string, parameters: unknown = null): string => {
  const variables = JSON.stringify({ i: { service, origin: 'ci', ...given(parameters) } });
  return `curl -fsS ${origin}/graphql \\
  -H "Authorization: Bearer $FASTDEPLOY_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"query":"${startMutation}","variables":${variables.replaceAll("'", quotedQuote)}}'`;
};

const startMutation =
  'mutation($i:StartDeploymentInput!){startDeployment(input:$i){__typename ... on StartDeploymentSuccess{deployment{number url}} ... on Error{message}}}';

/** Ends the quoted text, puts a quote, and begins again. */
const quotedQuote = "'\\''";
const secret = '***';

const given = (parameters: unknown): { parameters?: Record<string, unknown> } => {
  if (typeof parameters !== 'object' || parameters === null) return {};
  const known = Object.entries(parameters).filter(([, value]) => value !== secret);
  return known.length > 0 ? { parameters: Object.fromEntries(known) } : {};
};
