import { useClient } from '@urql/solid';
import {
  RevokeTokenDocument,
  type RevokeTokenMutation,
  type TokenFieldsFragment,
} from '../../api/generated/graphql.ts';
import { type Refusal, refusalOf } from '../../api/refusal.ts';
import { ago } from '../../components/format.ts';
import { now } from '../../live/clock.ts';
import { Confirm } from './Confirm.tsx';

interface RevokeTokenProps {
  token: TokenFieldsFragment;
  onDone: () => void;
  onClose: () => void;
}

/** Says whether somebody still uses it before it ends for good. */
export const RevokeToken = (props: RevokeTokenProps) => {
  const client = useClient();
  const revoke = async (): Promise<Refusal | null> => {
    const { data, error } = await client
      .mutation<RevokeTokenMutation>(RevokeTokenDocument.toString(), { id: props.token.id })
      .toPromise();
    const result = data?.revokeToken;
    if (result?.__typename !== 'RevokeTokenSuccess') return refusalOf(result, error);
    props.onDone();
    return null;
  };
  return (
    <Confirm
      title={`Revoke ${props.token.label}?`}
      keep="Keep it"
      act={`Revoke ${props.token.label}`}
      send={revoke}
      onClose={props.onClose}
    >
      <p>{lastUseWords(props.token, now())}</p>
      <p class="m">It ends at once and for good. Runs that already started go on.</p>
    </Confirm>
  );
};

/** `Used 2 min ago from 10.0.0.7.` */
export const lastUseWords = (token: Pick<TokenFieldsFragment, 'lastUsedAt' | 'lastUsedFrom'>, at: number): string => {
  if (!token.lastUsedAt) return 'It was never used.';
  return `Used ${ago(Date.parse(token.lastUsedAt), at)}${token.lastUsedFrom ? ` from ${token.lastUsedFrom}` : ''}.`;
};
