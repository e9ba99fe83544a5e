import ts from 'typescript';

/** @import { Node, TransformationContext, VariableDeclaration } from 'typescript' */

/** @param {TransformationContext} context */
function visitor(context) {
  const { factory } = context;
  const listOf = (/** @type {readonly VariableDeclaration[]} */ declarations) =>
    factory.createVariableDeclarationList(declarations, ts.NodeFlags.Let);

  /** @param {Node} original @returns {Node} */
  return function visit(original) {
    const node = ts.visitEachChild(original, visit, context);
    if (ts.isFunctionDeclaration(node) && node.name && node.body && !node.asteriskToken) {
      const isAsync = node.modifiers?.filter((each) => each.kind === ts.SyntaxKind.AsyncKeyword);
      const arrow = factory.createArrowFunction(isAsync, undefined, node.parameters, undefined, undefined, node.body);
      return factory.createVariableStatement(
        undefined,
        listOf([factory.createVariableDeclaration(node.name, undefined, undefined, arrow)]),
      );
    }
    if (ts.isVariableDeclarationList(node) && node.flags & ts.NodeFlags.Const) return listOf(node.declarations);
    return node;
  };
}

/**
 * A bundle with `let` for `const`, and arrows for declared functions, which the minifier makes shorter still: it joins them
 * with their neighbours, and an arrow that only returns needs no block. Nothing of the plugin calls a function before the line
 * that declares it has run, nor asks one for `this`, `arguments` or `new`.
 * @param {string} source
 */
export function shortSyntax(source) {
  const { outputText, sourceMapText = '' } = ts.transpileModule(source, {
    fileName: 'bundle.js',
    compilerOptions: { target: ts.ScriptTarget.ES2020, allowJs: true, sourceMap: true },
    transformers: { before: [(context) => (file) => ts.visitEachChild(file, visitor(context), context)] },
  });
  return { code: outputText.replace(/^\/\/# sourceMappingURL=.*$/m, ''), map: sourceMapText };
}
