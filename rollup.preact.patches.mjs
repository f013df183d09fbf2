/** The version that the patches are written for. */
export const version = '11.2.0';

const [index, create, root] = ['src/index.js', 'src/create-element.js', 'src/render.js'];
const [diff, children, props] = ['src/diff/index.js', 'src/diff/children.js', 'src/diff/props.js'];

/** In place of insert(): only what is new is put before the node that stands at its place. */
const placed = `		if (typeof childVNode.type == 'function') {
			oldDom = result;
		} else {
			if (oldVNode == EMPTY_OBJ) {
				parentDom.insertBefore(newDom, oldDom);
			}
			oldDom = newDom.nextSibling;
		}
	}

`;

/** Removes a vnode's nodes, and gives the node that now stands where `oldDom` stood. */
const unmounted = `export function unmount(vnode, oldDom) {
	if (typeof vnode.type == 'function') {
		vnode._children.some(child => {
			if (child) oldDom = unmount(child, oldDom);
		});
	} else {
		if (vnode._dom == oldDom) oldDom = oldDom.nextSibling;
		vnode._dom.remove();
	}
	return oldDom;
}

`;

/** In place of findMatchingIndex() and its skew: the old child at the same place, where it is of the same kind. */
const samePlace = `		oldVNode = oldChildren[i];
		if (oldVNode && childVNode.type == oldVNode.type) {
			oldVNode._flags |= MATCHED;
			childVNode._index = i;
		}
`;

/**
 * What is switched off in Preact for the panel, whose views are functions of their props without hooks, drawn anew from
 * the root on each change. `safe` says why the panel is the same without it.
 *
 * An edit is `[file, find, put = '', times = 1]`. `find` is exact text, or `[from, until]`: all text from the first up
 * to the second (to the end of the file without it). Preact's source has to hold it `times` times, or the build stops.
 */
export const patches = [
  {
    off: 'keys, children among the props, cloneElement',
    safe: 'no view has a key: what is absent leaves a hole, so that each part keeps its place; children stand in the JSX',
    edits: [
      [
        create,
        ['export function createElement', '/**\n * Create a VNode (used internally'],
        'export const createElement = (type, props, ...children) => createVNode(type, { ...props, children });\n\n',
      ],
      [create, 'type, props, key, ', 'type, props, '],
      [create, '\t\tkey,\n'],
    ],
  },
  {
    off: 'the rest of the API: hydrate, Component, contexts, portals, createRef, options, the JSX runtime',
    safe: 'the panel imports render, h and Fragment; an import of anything else does not build',
    edits: [
      [index, 'render, hydrate', 'render'],
      [index, ['\tcreateRef,', '\tisValidElement']],
      [index, ['export { BaseComponent', 'export { toChildArray']],
      [index, ['export { default as options']],
      [root, ['/**\n * Update an existing DOM element']],
      [create, ['export function createRef', 'export function Fragment']],
    ],
  },
  {
    off: 'the least number of moves, moveBefore, and climbing the tree for the node after a removed one',
    safe: 'lists in the panel grow and shrink but keep their order',
    edits: [
      [children, ['\tif (moved) {', '\t// Remove remaining oldChildren']],
      [children, 'moved = 1', 'childVNode._flags |= INSERT_VNODE'],
      [children, ['\t/** Whether any matched child', '\t// Hoisted']],
      [children, ['\t\t\t// Keep LIS eligibility', '\t\t\t// Center the next search']],
      // A component or an array that moves has no node of its own: it hands its flag down.
      [
        children,
        '\t\tchildVNode._parent = newParentVNode;\n\t\tchildVNode._depth = newParentVNode._depth + 1;\n',
        '\t\tchildVNode._flags |= newParentVNode._flags & INSERT_VNODE;\n',
      ],
      [
        children,
        "\t\t\tif (typeof childVNode.type != 'function') {\n\t\t\t\tchildVNode._flags |= INSERT_VNODE;\n\t\t\t}",
        '\t\t\tchildVNode._flags |= INSERT_VNODE;',
      ],
      [
        children,
        ['\t\tfirstChildDom = firstChildDom', '\treturn oldDom;\n}\n\n/**\n * @param {VNode} newParentVNode'],
        placed,
      ],
      [children, '\t\t// Update childVNode._index to its final index\n\t\tchildVNode._index = i;\n'],
      [children, ['/**\n * @param {VNode} parentVNode\n * @param {PreactElement} oldDom', '/**\n * Flatten and loop']],
      [children, ['\t\t\t\tif (oldVNode._dom == oldDom)', '\t\t\t\tunmount(']],
      [children, 'unmount(oldVNode, oldVNode)', 'oldDom = unmount(oldVNode, oldDom)'],
      [children, "import { getDomSibling } from '../component';\n"],
      [diff, ['export function unmount(vnode, parentVNode, skipRemove) {', '/** The `.render()` method'], unmounted],
      [diff, 'oldVNode._children && getDomSibling(oldVNode, 0)', 'dom.firstChild'],
      [root, 'oldVNode ? oldVNode._dom : parentDom.firstChild', 'parentDom.firstChild'],
    ],
  },
  {
    off: 'option hooks, which devtools and add-ons plug into',
    safe: 'the panel has no add-ons',
    edits: [
      [root, "import options from './options';\n"],
      [root, '\tif (options._root) options._root(vnode, parentDom);\n'],
      [create, "import options from './options';\n"],
      [create, ['\t// Only invoke the vnode hook', '\treturn vnode;']],
      [diff, "import options from '../options';\n"],
      [diff, '\tif ((tmp = options._diff)) tmp(newVNode);\n'],
      [diff, '\tif ((tmp = options.diffed)) tmp(newVNode);\n'],
      [props, "import options from '../options';\n"],
      [props, 'options.event ? options.event(e) : e', 'e'],
    ],
  },
  {
    off: 'component instances: state, life cycle, context, portals, suspense, error boundaries, the render queue',
    safe: 'a view has no state, so it is called when its vnode is made; one that throws leaves the page as it was',
    edits: [
      [create, '\t\tprops,\n', "\t\tprops: typeof type == 'function' ? { children: type(props) } : props,\n"],
      [create, '\t\t_component: NULL,\n'],
      [diff, ['import { BaseComponent', 'import {\n\tCOMPONENT_DIRTY']],
      [diff, ['\tCOMPONENT_DIRTY,\n\tCOMPONENT_FORCE,', '\tEMPTY_OBJ,\n']],
      [diff, '\t\tresumed,\n'],
      [diff, ['\t// If the previous diff bailed out', '\touter: if']],
      [
        diff,
        ['\touter: if', '\t\t\tconst renderResult ='],
        "\tif (typeof newType == 'function') {\n\t\t\ttmp = newVNode.props.children;\n",
      ],
      [diff, ['\t\t\tconst renderResult =', '\t\t\toldDom = diffChildren(']],
      [diff, 'renderResult', 'tmp', 3],
      [diff, ['\t\t\t// When we exit a portal', '\t} else {\n\t\toldDom = newVNode._dom =']],
      [diff, ['/**\n * Find the closing marker', '/**\n * Diff two virtual nodes representing']],
      [diff, ['/** The `.render()` method']],
      [diff, 'globalContext,\n', '\n', 5],
      [diff, 'commitQueue,\n', '\n', 5],
      [children, 'globalContext,\n', '\n', 2],
      [children, 'commitQueue,\n', '\n', 2],
      [root, 'commitRoot, '],
      [root, ['\tlet commitQueue = [],', '\trefQueue = []'], '\tlet '],
      [root, '\t\tEMPTY_OBJ,\n\t\tparentDom', '\t\tparentDom'],
      [root, '\t\tcommitQueue,\n'],
      [root, ['\t// Flush all queued effects', '\t// The live children']],
    ],
  },
  {
    off: 'hydration, and taking over what already stands in the container',
    safe: 'the panel makes an empty element and renders into that; nothing of it is ever rendered on a server',
    edits: [
      [root, ['\t// @ts-expect-error\n\tlet isHydrating', '\t// To be able to support']],
      [root, 'isHydrating ? NULL : '],
      [root, ['\t\toldVNode\n\t\t\t? NULL', '\t\tparentDom.firstChild,\n']],
      [root, ['\t\t// @ts-expect-error we are', '\t\trefQueue']],
      [root, 'MODE_HYDRATE, '],
      [diff, ['\tif (excessDomChildren) {', '\tif (!dom) {']],
      [diff, ['\t\t// we are creating a new node, so', '\t}\n\n\tif (!nodeType)']],
      [diff, ' && (!isHydrating || dom.data != newProps)'],
      [diff, ['\t\t// If excessDomChildren was not', '\t\tfor (i in oldProps)']],
      [diff, "(!isHydrating || typeof value == 'function') &&"],
      [diff, '!isHydrating &&'],
      [diff, 'excessDomChildren\n\t\t\t\t\t? excessDomChildren[0]\n\t\t\t\t\t: '],
      [diff, ['\t\t\t// Remove children that are not part', '\t\t}\n\n\t\t// As above']],
      [diff, "if (!isHydrating || nodeType == 'textarea') {", '{'],
      [diff, 'isHydrating,\n', '\n', 5],
      [diff, 'excessDomChildren,\n', '\n', 5],
      [children, 'isHydrating,\n', '\n', 2],
      [children, 'excessDomChildren,\n', '\n', 2],
    ],
  },
  {
    off: 'refs',
    safe: 'no view has one: the panel finds its elements in its own root',
    edits: [
      [root, ['\t// List of effects that need', '\tdiff(']],
      [root, 'refQueue\n', '\n'],
      [diff, 'refQueue\n', '\n', 3],
      [diff, 'refQueue,\n', '\n', 2],
      [diff, ['/**\n * Invoke or update a ref', '/**\n * Unmount a virtual node']],
      [
        children,
        ['\t\t// A ref detached while', "\t\tif (typeof childVNode.type == 'function') {\n\t\t\toldDom = result"],
      ],
      [children, 'refQueue\n', '\n', 2],
      [children, ', applyRef'],
      [children, '\t\t\t\tchildVNode.ref,\n'],
      [create, '\t\tref,\n'],
      [create, 'ref, '],
    ],
  },
  {
    off: 'dangerouslySetInnerHTML, MathML, foreignObject, template, custom elements, progress, defaultValue',
    safe: 'no view has one; without innerHTML there is nothing for Trusted Types to refuse',
    edits: [
      [
        diff,
        '\t/** @type {{ __html?: string }} */\n\tlet newHtml;\n\t/** @type {{ __html?: string }} */\n\tlet oldHtml;\n',
      ],
      [diff, ["if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\toldHtml", 'if (\n\t\t\t\ti != ']],
      [diff, "\t\t\t} else if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\tnewHtml = value;\n"],
      [diff, ["&&\n\t\t\t\t!(i == 'value' && 'default", '\n\t\t\t) {\n\t\t\t\tsetProperty(dom, i, NULL']],
      [diff, ["\t\t// If the new vnode didn't have danger", '\t\t\tdiffChildren('], '\t\t{\n'],
      [diff, ["if (nodeType == 'progress' &&", 'if (\n\t\t\t\tinputValue != UNDEFINED']],
      [
        diff,
        ['\t\t\t\t// #2756', '\t\t\t) {\n\t\t\t\tsetProperty(dom, i, inputValue'],
        '\t\t\t\tinputValue !== dom[i]\n',
      ],
      [diff, ["\telse if (nodeType == 'math')", '\tif (!dom)']],
      [diff, ['\t\t// A <template> holds', '\t\tfor (i in oldProps)']],
      [diff, '\t\t\tdiffChildren(\n\t\t\t\tparentDom,', '\t\t\tdiffChildren(\n\t\t\t\tdom,'],
      [diff, '\t\tconst doc = parentDom.ownerDocument || document;\n'],
      [diff, 'doc.createTextNode', 'document.createTextNode'],
      [
        diff,
        ['\t\t// Without `is`', '\t}\n\n\tif (!nodeType) {'],
        '\t\tdom = document.createElementNS(namespace, nodeType);\n',
      ],
      [diff, 'MATHML_TOKEN_ELEMENTS,\n\tMATH_NAMESPACE,\n\t'],
    ],
  },
  {
    off: 'the namespace as an argument',
    safe: 'the parent element knows it: SVG begins at <svg> and ends with it',
    edits: [
      [
        diff,
        "\tif (nodeType == 'svg') namespace = SVG_NAMESPACE;\n",
        "\tlet namespace = nodeType == 'svg' ? SVG_NAMESPACE : parentDom.namespaceURI;\n",
      ],
      [diff, 'namespace,\n', '\n', 5],
      [diff, ', namespace)', ')', 4],
      [children, 'namespace,\n', '\n', 2],
      [root, '\t\tparentDom.namespaceURI,\n'],
    ],
  },
  {
    off: 'DOM properties but value and checked, style objects, listeners of the capture phase, the event proxy and its clock',
    safe: 'attributes and onclick do the same for all that views set, and no element that listens stands inside another one',
    edits: [
      [props, ['// Per-instance unique key', '/**\n * Set a property value']],
      [props, ['\tlet useCapture;', "if (name[0] == 'o'"], '\t'],
      [
        props,
        ["\t\tif (typeof value != 'function') value", '\t} else {\n\t\tif (namespace == SVG_NAMESPACE)'],
        '\t\tdom[name.toLowerCase()] = value;\n',
      ],
      [props, ['\t\tif (namespace == SVG_NAMESPACE) {', '\t\tif (value != NULL && (value']],
      [props, "name == 'popover' && value == true ? '' : value", 'value'],
      [props, ['/**\n * Create an event proxy']],
      [props, 'import { NULL, SVG_NAMESPACE }', 'import { NULL }'],
      [props, ', oldValue, namespace'],
      [diff, 'setProperty(dom, i, NULL, value)', 'setProperty(dom, i, NULL)'],
      [diff, 'setProperty(dom, i, value, oldProps[i])', 'setProperty(dom, i, value)'],
      [diff, 'value = oldProps[i];\n\t\t\t'],
      [diff, 'setProperty(dom, i, inputValue, oldProps[i])', 'dom[i] = inputValue'],
      [diff, 'setProperty(dom, i, checked, oldProps[i])', 'dom[i] = checked'],
    ],
  },
  {
    off: 'vnodes that are used twice or kept, String objects, fields whose first value means the same as none',
    safe: 'JSX makes new vnodes on each drawing',
    edits: [
      [children, ' ||\n\t\t\tchildVNode.constructor === String\n'],
      // Preact's guard against vnodes in JSON, moved to where such a child can be left out.
      [
        children,
        [
          '\t\t} else if (childVNode.constructor === VNODE_MARKER && childVNode._depth)',
          '\t\t\tnewChildren[i] = childVNode;',
        ],
        '\t\t} else if (childVNode.constructor !== VNODE_MARKER) {\n\t\t\tnewChildren[i] = NULL;\n\t\t\tcontinue;\n\t\t} else {\n',
      ],
      [diff, '\tif (newVNode.constructor !== VNODE_MARKER) return NULL;\n'],
      [children, ' || !oldVNode._original'],
      [children, '(~childVNode._index && oldChildren[childVNode._index])', 'oldChildren[childVNode._index]'],
      [create, ['\tconst vnode = {', '\t\ttype,'], '\treturn {\n'],
      [create, ['\t\t_children: NULL', '\t\tconstructor']],
      [create, ['\t\t_original: ', '\t\t_flags']],
      [create, '\treturn vnode;\n'],
      [create, 'let vnodeId = 0;\n'],
      [create, ', original)', ')'],
      [diff, 'isArray(tmp) ? tmp : [tmp]', '[].concat(tmp)'],
      [diff, 'isArray(newChildren) ? newChildren : [newChildren]', '[].concat(newChildren)'],
      [root, ['\t// The live children'], '}\n'],
      [root, ['\t// https://github.com/preactjs/preact/issues/3794', '\t// To be able']],
    ],
  },
  {
    off: 'the search for a child that changed its place, and moving it',
    safe: 'a part that is absent leaves a hole (null or false) and lists keep their order, so each child is where it was',
    edits: [
      [children, ',\n\t\tremainingOldChildren = oldChildrenLength;', ';'],
      [children, '\tlet skew = 0;\n'],
      [children, '\t\tconst skewedIndex = i + skew;\n'],
      [children, '\t\tchildVNode._flags |= newParentVNode._flags & INSERT_VNODE;\n'],
      [children, ['\t\t// Temporarily store the matchingIndex', '\t}\n\n\t// Remove remaining oldChildren'], samePlace],
      [children, '\tif (remainingOldChildren) {', '\t{'],
      [children, ['/**\n * @param {VNode} childVNode\n * @param {VNode[]} oldChildren']],
    ],
  },
];
