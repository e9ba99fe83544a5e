import commonjs from '@rollup/plugin-commonjs';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';

const OUT = '../.build/bench';

/** As pages ship it: one file, minified, without what it does not use. */
const bundle = (name, external) => ({
  input: `contestants/${name}.js`,
  external,
  plugins: [nodeResolve({ browser: true }), commonjs()],
  output: { format: 'iife', name: 'contestant', globals: () => 'library', plugins: [terser({ ecma: 2020 })] },
});

/** What is loaded, and what of it the page had to write itself. */
const both = (name) => {
  const whole = bundle(name);
  const mapping = bundle(name, [/^@/]);
  whole.output.file = `${OUT}/${name}.js`;
  mapping.output.file = `${OUT}/${name}-mapping.js`;
  return [whole, mapping];
};

export default ['none', 'bare', 'ours', 'alloy', 'snowplow', 'mux'].flatMap(both);
