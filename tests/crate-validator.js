// Reads a crate with the npm package ro-crate: its validator's errors, files that are not described, and terms that no
// context has. Contexts are not fetched: the package brings RO-Crate's of 1.2, to which 1.3 adds; the run crates' is below.
const { readdirSync, readFileSync, statSync } = require('fs');
const { join } = require('path');
const context = require('ro-crate/lib/context.json');

const runTerms = { resourceUsage: 'https://w3id.org/ro/terms/workflow-run#resourceUsage' };
const terms = { ...Object.assign({}, ...[context['@context']].flat()), ...runTerms };
globalThis.fetch = async url => ({ ok: true, json: async () => (String(url).includes('workflow-run') ? { '@context': runTerms } : context) });

// The package takes hold of fetch when it is loaded.
const { Validator } = require('ro-crate/lib/validator');

(async () => {
  const folder = process.argv[2];
  const text = readFileSync(join(folder, 'ro-crate-metadata.json'), 'utf8');
  const validator = new Validator();
  validator.parseJSON(text);
  await validator.crate.resolveContext();
  await validator.validate();
  const files = Object.fromEntries(readdirSync(folder, { recursive: true }).map(path => [path, { exists: true, inCrate: false, isDir: statSync(join(folder, path)).isDirectory() }]));
  validator.checkFiles(files);
  const used = JSON.parse(text)['@graph'].flatMap(entity => [...Object.keys(entity).filter(key => !key.startsWith('@')), ...[entity['@type']].flat()]);
  const wrong = [
    ...validator.results.filter(result => result.status === 'error').map(result => result.message),
    ...Object.keys(files).filter(path => !files[path].isDir && !files[path].inCrate).map(path => `${path} is not described`),
    ...[...new Set(used)].filter(term => !(term in terms)).map(term => `${term} is in no context`),
  ];
  wrong.forEach(what => console.error(`crate: ${what}`));
  console.log(`crate: ${Object.values(files).filter(file => !file.isDir).length} files, ${wrong.length} errors by ro-crate's validator, which passed ${validator.results.filter(result => result.status === 'success').length} rules`);
  process.exit(wrong.length === 0 ? 0 : 1);
})();
