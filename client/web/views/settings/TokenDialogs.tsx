import { Match, Switch } from 'solid-js';
import type { TokenFieldsFragment } from '../../api/generated/graphql.ts';
import { longDate } from '../../components/format.ts';
import { NewToken } from './NewToken.tsx';
import { RevokeToken } from './RevokeToken.tsx';
import { RotateToken } from './RotateToken.tsx';
import { ShownOnce } from './ShownOnce.tsx';
import { tokenSnippets } from './token-snippets.ts';
import { tokenWords } from './words.ts';

export type TokenDialog =
  | { kind: 'new'; service: string }
  | { kind: 'rotate'; token: TokenFieldsFragment }
  | { kind: 'revoke'; token: TokenFieldsFragment }
  | { kind: 'made'; token: TokenFieldsFragment; secret: string };

interface TokenDialogsProps {
  dialog: TokenDialog | null;
  services: readonly string[];
  isAdministrator: boolean;
  open: (dialog: TokenDialog | null) => void;
  changed: () => void;
}

/** Everything that is asked and told about a token, one at a time. */
export const TokenDialogs = (props: TokenDialogsProps) => {
  const close = (): void => props.open(null);
  const made = (secret: string, token: TokenFieldsFragment): void => {
    props.open({ kind: 'made', secret, token });
    props.changed();
  };
  const done = (): void => {
    close();
    props.changed();
  };
  return (
    <Switch>
      <Match when={props.dialog?.kind === 'new' && props.dialog}>
        {(dialog) => (
          <NewToken
            service={dialog().service}
            services={props.services}
            isAdministrator={props.isAdministrator}
            onMade={made}
            onClose={close}
          />
        )}
      </Match>
      <Match when={props.dialog?.kind === 'rotate' && props.dialog}>
        {(dialog) => <RotateToken token={dialog().token} onMade={made} onClose={close} />}
      </Match>
      <Match when={props.dialog?.kind === 'revoke' && props.dialog}>
        {(dialog) => <RevokeToken token={dialog().token} onDone={done} onClose={close} />}
      </Match>
      <Match when={props.dialog?.kind === 'made' && props.dialog}>
        {(dialog) => (
          <ShownOnce
            what="Token"
            secret={dialog().secret}
            snippets={tokenSnippets(location.origin, dialog().token)}
            onClose={close}
          >
            It is shown this once; only a hash is kept. <b class="b told">{dialog().token.label}</b>{' '}
            {tokenWords(dialog().token)} until {longDate(Date.parse(dialog().token.expiresAt))}.
          </ShownOnce>
        )}
      </Match>
    </Switch>
  );
};
