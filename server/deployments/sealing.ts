import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps secret parameters unreadable in the database while they wait for their run, and compares input without knowing it. */
export type Sealing = {
  seal(values: Record<string, unknown>): string;
  /** Throws when the text was sealed with another key or damaged. */
  open(sealed: string): Record<string, unknown>;
  /** Equal input, equal digest; says nothing about the input to who lacks the key. */
  digest(input: unknown): string;
};

/** `key`: the 32 bytes of the data directory's secret.key, or of FASTDEPLOY_SECRET_KEY shared by several servers. */
export function createSealing(key: Buffer): Sealing {
  const sealingKey = derive(key, 'sealed parameters');
  const digestKey = derive(key, 'input digests');
  return {
    seal(values) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(values), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      const values: Record<string, unknown> = JSON.parse(
        Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'),
      );
      return values;
    },
    digest: (input) => createHmac('sha256', digestKey).update(canonical(input)).digest('hex'),
  };
}

const derive = (key: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', purpose, 32));

/** JSON with sorted keys: the same input in another order is the same input. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
