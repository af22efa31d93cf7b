import { Show } from 'solid-js';
import { issueAt, type Refusal } from '../../api/refusal.ts';
import { Radios } from './FormParts.tsx';
import { GrantFields } from './GrantFields.tsx';
import type { RightsValues } from './users.ts';
import { roleHints, roleWords } from './words.ts';

interface RightsFieldsProps {
  values: RightsValues;
  refusal: Refusal | null;
  /** Why the role cannot be changed; null: it can. */
  locked: string | null;
  onChange: (next: Partial<RightsValues>) => void;
}

/** Role, and which services it counts for. */
export const RightsFields = (props: RightsFieldsProps) => (
  <>
    <Show
      when={props.locked === null}
      fallback={
        <p>
          Role <span class="b">{roleWords[props.values.role]}</span>. <span class="m">{props.locked}</span>
        </p>
      }
    >
      <Radios
        name="role"
        legend="Role"
        value={props.values.role}
        choices={(['VIEWER', 'OPERATOR', 'ADMIN'] as const).map((key) => ({ key, name: roleWords[key] }))}
        onChoose={(key) => props.onChange({ role: key === 'ADMIN' || key === 'OPERATOR' ? key : 'VIEWER' })}
        hint={roleHints[props.values.role]}
        issue={issueAt(props.refusal, 'role')}
      />
    </Show>
    <Show when={props.values.role !== 'ADMIN'}>
      <GrantFields
        limited={props.values.limited}
        grants={props.values.grants}
        refusal={props.refusal}
        all="All services"
        onChange={props.onChange}
      />
    </Show>
  </>
);
