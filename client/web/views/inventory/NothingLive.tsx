import { A } from '@solidjs/router';
import { CopyButton } from '../../components/CopyButton.tsx';

const output =
  '{"name": "verify", "state": "success", "output": {"version": "v2.4.2", "url": "https://podcast.example.org"}}';
const config = '{\n  "environment": "production",\n  "group": "podcast",\n  "version_parameter": "version"\n}';

/** Before the first success: what will be here, and what a service can say about it. */
export const NothingLive = () => (
  <div class="page panel">
    <h1 tabindex="-1">Inventory</h1>
    <p class="m">
      Nothing is live yet. After the first success of a service this page says which version runs where, and which later
      attempt failed.
    </p>
    <p>
      <A class="btn p" href="/">
        Deploy a service
      </A>
    </p>
    <p class="m">A script says its version in its output, or config.json names the parameter that holds it:</p>
    <Example text={output} what="Output" />
    <Example text={config} what="Config" />
    <p class="m">Services of one group become one row, each in the column of its environment.</p>
  </div>
);

const Example = (props: { text: string; what: string }) => (
  <div class="code example">
    <pre>{props.text}</pre>
    <CopyButton text={() => props.text} what={props.what} />
  </div>
);
