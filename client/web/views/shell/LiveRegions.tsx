import { alert, polite } from '../../session/announce.ts';

/** The only two live regions, there from the first paint. */
export const LiveRegions = () => (
  <>
    <div id="polite" class="sr" role="status">
      {polite()}
    </div>
    <div id="assertive" class="sr" role="alert">
      {alert()}
    </div>
  </>
);
