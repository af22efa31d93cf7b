/** As they are typed: rows of two words. */
export interface GrantValues {
  limited: boolean;
  grants: { service: string; environment: string }[];
}

/** As the API takes them; rows without a word are none. */
export const toGrants = (grants: GrantValues['grants']) =>
  grants.flatMap(({ service, environment }) =>
    service.trim() || environment.trim()
      ? [{ service: service.trim() || null, environment: environment.trim() || null }]
      : [],
  );
