import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and documents of the web application, from the public schema and the .graphql files beside this directory. */
const config: CodegenConfig = {
  schema: new URL('../../schema.graphql', import.meta.url).pathname,
  documents: new URL('./api/*.graphql', import.meta.url).pathname,
  generates: {
    [new URL('./api/generated/', import.meta.url).pathname]: {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { DateTime: 'string', URL: 'string', JSON: 'unknown' },
      },
    },
  },
};

export default config;
