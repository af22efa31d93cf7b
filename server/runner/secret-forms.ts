import type { RunSecrets } from './spec.ts';

/** Shorter texts would mask ordinary words; the server refuses secrets below this size. */
export const minSecretBytes = 6;

/**
 * Every byte sequence under which a secret may appear in a script's output: as it is and line by line, escaped in JSON
 * (with and without \u escapes), URL-encoded, and in base64 at each of its three alignments.
 */
export function secretForms(secrets: RunSecrets): Buffer[] {
  const forms = new Set<string>();
  for (const secret of [secrets.accessToken, ...leaves(secrets.parameters)]) {
    for (const text of [secret, ...secret.split(/\r?\n/)]) {
      if (Buffer.byteLength(text) >= minSecretBytes) addForms(text, forms);
    }
  }
  return [...forms].map((form) => Buffer.from(form));
}

function addForms(text: string, forms: Set<string>): void {
  const inJson = JSON.stringify(text).slice(1, -1);
  const inUrl = encodeURIComponent(text.toWellFormed());
  forms.add(text);
  forms.add(inJson);
  forms.add(inJson.replaceAll('/', '\\/'));
  forms.add(inJson.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
  forms.add(inUrl);
  forms.add(inUrl.replaceAll('%20', '+'));
  forms.add(inUrl.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  for (const offset of [0, 1, 2]) {
    const encoded = alignedBase64(Buffer.from(text), offset);
    forms.add(encoded);
    forms.add(encoded.replaceAll('+', '-').replaceAll('/', '_'));
  }
}

/** The base64 characters that depend on the secret alone when `offset` unknown bytes stand before it. */
function alignedBase64(bytes: Buffer, offset: number): string {
  const firstOwn = Math.ceil((offset * 8) / 6);
  const lastOwn = Math.floor(((offset + bytes.length) * 8) / 6);
  return Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .slice(firstOwn, lastOwn);
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
