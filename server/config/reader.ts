import { isIP } from 'node:net';
import path from 'node:path';
import { type SettingName, settings } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const defaults = new Map<string, string | null>(settings.map(({ name, default: value }) => [name, value]));
const units = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
const loopbackNetworks = ['127.0.0.0/8', '::1/128'];

/** Reads settings and collects what is wrong with them, so that all of it can be told at once. An empty value is an unset one. */
export class Reader {
  readonly problems: string[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  /** What the environment says, without the default. */
  given(name: SettingName): string | null {
    return this.#env[name] || null;
  }

  /** The value or its default; null when there is neither. */
  optional(name: SettingName): string | null {
    return this.given(name) ?? defaults.get(name) ?? null;
  }

  text(name: SettingName): string {
    return this.optional(name) ?? '';
  }

  directory(name: SettingName): string {
    return path.resolve(this.text(name));
  }

  flag(name: SettingName): boolean {
    const value = this.text(name);
    if (value !== '0' && value !== '1') this.reject(name, 'must be 0 or 1', value);
    return value === '1';
  }

  /** `what` as in "must be a whole number …". */
  whole(name: SettingName, what: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.text(name);
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= least && number <= most)) this.reject(name, `must be a whole number ${what}`, value);
    return number;
  }

  seconds(name: SettingName): number {
    const value = this.text(name);
    const isNumber = /^\d{1,9}(\.\d+)?$/.test(value);
    if (!isNumber) this.reject(name, 'must be a number of seconds', value);
    return isNumber ? Number(value) : 0;
  }

  bytes(name: SettingName): number {
    const [, number = '', unit = ''] = this.text(name).match(/^([1-9]\d{0,11}) ?(KiB|MiB|GiB)?$/) ?? [];
    if (!number) this.reject(name, 'must be a number of bytes such as 65536 or 512MiB', this.text(name));
    return Number(number) * (unit === 'KiB' || unit === 'MiB' || unit === 'GiB' ? units[unit] : units['']);
  }

  oneOf<Value extends string>(name: SettingName, values: readonly Value[]): Value | undefined {
    const found = values.find((value) => value === this.text(name));
    if (found === undefined) this.reject(name, `must be one of ${values.join(', ')}`, this.text(name));
    return found;
  }

  /** An http or https address without a slash at its end; null when it is unset. */
  webAddress(name: SettingName): string | null {
    const value = this.optional(name);
    if (value === null) return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
      this.reject(name, 'must be an address such as https://deploy.example.com', value);
    }
    return value.replace(/\/+$/, '');
  }

  /** Networks as `address/bits`; `loopback` stands for both loopback networks, `none` for no network. */
  networks(name: SettingName): string[] {
    const words = this.text(name)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== 'none');
    const invalid = words.filter((word) => word !== 'loopback' && !isNetwork(word));
    if (invalid.length > 0)
      this.reject(name, 'must be loopback, none, addresses or networks such as 10.0.0.0/8', invalid.join(', '));
    return words.flatMap((word) => (word === 'loopback' ? loopbackNetworks : withBits(word)));
  }

  /** `value` is left out for secrets: they must not reach a terminal or a log. */
  reject(name: SettingName, problem: string, value?: string): void {
    this.problems.push(`${name} ${problem}${value === undefined ? '' : `, got ${JSON.stringify(value)}`}`);
  }
}

function isNetwork(word: string): boolean {
  const [address = '', bits, ...rest] = word.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

const withBits = (word: string): string => (word.includes('/') ? word : `${word}/${isIP(word) === 4 ? 32 : 128}`);
