/** How other programs start this service; the token is a placeholder everywhere. */
export const snippets = (origin: string, service: string): { name: string; text: string }[] => [
  {
    name: 'curl',
    text: `curl -fsS ${origin}/graphql \\
  -H "Authorization: Bearer $FASTDEPLOY_TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"query":"mutation($i:StartDeploymentInput!){startDeployment(input:$i){__typename ... on StartDeploymentSuccess{deployment{number url}} ... on Error{message}}}","variables":{"i":{"service":"${service}","origin":"ci"}}}'`,
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
