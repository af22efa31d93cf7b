import { For, Show } from 'solid-js';
import type { TokenFieldsFragment, TokensPageQuery } from '../../api/generated/graphql.ts';
import { Ago } from '../../components/Ago.tsx';
import { fullTime } from '../../components/format.ts';
import { Icon } from '../../components/Icon.tsx';
import { now } from '../../live/clock.ts';
import { lifeOf } from './expiry.ts';
import type { TokenDialog } from './TokenDialogs.tsx';
import { mayRotate } from './tokens.ts';
import { kindWords, tokenTarget, tokenWords } from './words.ts';

interface TokenTableProps {
  tokens: readonly TokenFieldsFragment[];
  viewer: TokensPageQuery['viewer'] | undefined;
  open: (dialog: TokenDialog) => void;
}

/** Tokens as rows, on phones as cards. */
export const TokenTable = (props: TokenTableProps) => (
  <table class="t tokens">
    <caption class="sr">Tokens</caption>
    <thead>
      <tr>
        <th scope="col" class="c-name">
          Name
        </th>
        <th scope="col" class="c-kind">
          Kind
        </th>
        <th scope="col" class="c-for">
          For
        </th>
        <th scope="col" class="c-prefix nl">
          Starts with
        </th>
        <th scope="col" class="c-expires">
          Expires
        </th>
        <th scope="col" class="c-used">
          Last used
        </th>
        <th scope="col" class="c-do">
          <span class="sr">Actions</span>
        </th>
      </tr>
    </thead>
    <tbody>
      <For each={props.tokens}>{(token) => <Row token={token} viewer={props.viewer} open={props.open} />}</For>
    </tbody>
  </table>
);

const Row = (props: Omit<TokenTableProps, 'tokens'> & { token: TokenFieldsFragment }) => (
  <tr classList={{ ended: !props.token.active }}>
    <td class="c-name">
      <span class="l1 b" title={props.token.label}>
        {props.token.label}
      </span>
      <span class="l2">
        by {props.token.createdBy?.name ?? 'nobody'}, <Ago at={props.token.createdAt} />
      </span>
    </td>
    <td class="c-kind m">{kindWords[props.token.kind]}</td>
    <td class="c-for">
      <span class="l1">{tokenTarget(props.token)}</span>
      <span class="l2" title={tokenWords(props.token)}>
        {tokenWords(props.token)}
      </span>
    </td>
    <td class="c-prefix m nl">
      <code>{props.token.prefix}…</code>
    </td>
    <td class="c-expires">
      <Expires token={props.token} />
    </td>
    <td class="c-used m">
      <LastUsed token={props.token} />
    </td>
    <td class="c-do">
      <Actions {...props} />
    </td>
  </tr>
);

const Expires = (props: { token: TokenFieldsFragment }) => {
  const life = () => lifeOf(props.token, now());
  return (
    <time class="x" classList={{ warn: life().warns, m: !life().warns }} dateTime={life().at} title={exact(life().at)}>
      <Show when={life().warns}>
        <Icon name="warn" />
      </Show>
      <span class="ell">{life().words}</span>
    </time>
  );
};

const LastUsed = (props: { token: TokenFieldsFragment }) => (
  <Show when={props.token.lastUsedAt} fallback="never">
    {(at) => (
      <>
        <Ago at={at()} />
        <Show when={props.token.lastUsedFrom}>{(from) => <> from {from()}</>}</Show>
      </>
    )}
  </Show>
);

const Actions = (props: Omit<TokenTableProps, 'tokens'> & { token: TokenFieldsFragment }) => (
  <div class="row-actions">
    <Show when={mayRotate(props.viewer, props.token)}>
      <button type="button" class="btn q" onClick={() => props.open({ kind: 'rotate', token: props.token })}>
        Rotate<span class="sr"> {props.token.label}</span>
      </button>
    </Show>
    <Show when={!props.token.revokedAt && Date.parse(props.token.expiresAt) > now()}>
      <button type="button" class="btn q" onClick={() => props.open({ kind: 'revoke', token: props.token })}>
        Revoke<span class="sr"> {props.token.label}</span>
      </button>
    </Show>
  </div>
);

const exact = (at: string): string => fullTime(Date.parse(at));
