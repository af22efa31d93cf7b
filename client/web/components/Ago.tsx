import { now } from '../live/clock.ts';
import { ago, fullTime } from './format.ts';

/** A relative time that stays right, with the exact one as its title. */
export const Ago = (props: { at: string }) => (
  <time dateTime={props.at} title={fullTime(Date.parse(props.at))}>
    {ago(Date.parse(props.at), now())}
  </time>
);
