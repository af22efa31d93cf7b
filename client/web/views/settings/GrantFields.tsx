import { Index, Show } from 'solid-js';
import type { Refusal } from '../../api/refusal.ts';
import { Icon } from '../../components/Icon.tsx';
import { Radios } from './FormParts.tsx';
import type { GrantValues } from './grants.ts';

interface GrantFieldsProps extends GrantValues {
  refusal: Refusal | null;
  all: string;
  onChange: (next: GrantValues) => void;
}

/** Every service, or those that are named by name, glob or environment. */
export const GrantFields = (props: GrantFieldsProps) => (
  <>
    <Radios
      name="scope"
      legend="Services"
      value={props.limited ? 'SELECTED' : 'ALL'}
      choices={[
        { key: 'ALL', name: props.all },
        { key: 'SELECTED', name: 'Only some' },
      ]}
      onChoose={(key) => props.onChange({ limited: key === 'SELECTED', grants: withOne(props.grants) })}
      hint={props.limited ? 'Without an entry it is none. shop-* stands for all whose name begins so.' : undefined}
      issue={issueOf(props.refusal)}
    />
    <Show when={props.limited}>
      <ul class="grants">
        <Index each={props.grants}>
          {(grant, index) => (
            <GrantRow
              index={index}
              grant={grant()}
              onChange={(next) => props.onChange({ limited: true, grants: props.grants.with(index, next) })}
              onRemove={() => props.onChange({ limited: true, grants: props.grants.toSpliced(index, 1) })}
            />
          )}
        </Index>
        <li>
          <button
            type="button"
            class="btn"
            onClick={() => props.onChange({ limited: true, grants: [...props.grants, empty] })}
          >
            <Icon name="plus" />
            Add services
          </button>
        </li>
      </ul>
    </Show>
  </>
);

interface GrantRowProps {
  index: number;
  grant: GrantValues['grants'][number];
  onChange: (next: GrantValues['grants'][number]) => void;
  onRemove: () => void;
}

const GrantRow = (props: GrantRowProps) => (
  <li class="grant">
    <span class="inp">
      <input
        aria-label={`Service ${props.index + 1}`}
        placeholder="Service, or shop-*"
        value={props.grant.service}
        onInput={(event) => props.onChange({ ...props.grant, service: event.currentTarget.value })}
      />
    </span>
    <span class="inp">
      <input
        aria-label={`Environment ${props.index + 1}`}
        placeholder="Any environment"
        value={props.grant.environment}
        onInput={(event) => props.onChange({ ...props.grant, environment: event.currentTarget.value })}
      />
    </span>
    <button type="button" class="ib" aria-label={`Remove entry ${props.index + 1}`} onClick={() => props.onRemove()}>
      <Icon name="close" />
    </button>
  </li>
);

const empty = { service: '', environment: '' };
const withOne = (grants: GrantValues['grants']) => (grants.length > 0 ? grants : [empty]);

/** With the number of the entry: the issue stands above all of them. */
const issueOf = (refusal: Refusal | null): string | undefined => {
  const issue = refusal?.issues.find(({ path }) => path[0] === 'grants' || path[0] === 'serviceScope');
  if (!issue) return undefined;
  const index = issue.path[1];
  return index === undefined ? issue.message : `Entry ${Number(index) + 1}: ${issue.message}`;
};
