// ODK Web Forms in node: its loadForm, from a folder in which npm put it.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export async function webForms(modules) {
  const require = createRequire(join(modules, 'package.json'));

  // The engine wants a browser's DOM; jsdom is the one that its own tests run on.
  const { window } = new (require('jsdom').JSDOM)('', { url: 'http://localhost/' });
  for (const name of Object.getOwnPropertyNames(window)) {
    if (!(name in globalThis)) globalThis[name] = window[name];
  }
  globalThis.window = window;

  // The parser inside it takes node for an old module and asks for these two.
  const index = require.resolve('@getodk/xforms-engine');
  globalThis.__dirname = dirname(index);
  globalThis.require = require;

  return (await import(pathToFileURL(index))).loadForm;
}
