/** Most UTF-16 units of one expression; cel-go's own default is as many code points. */
export const maxSourceLength = 100_000;

/** Deepest nesting that the parser follows, as in cel-go. */
export const maxNesting = 250;

/** Greatest height of a syntax tree: long chains of operators lean to the left, and evaluation descends them. */
export const maxHeight = 500;

/** Most nodes of one expression. */
export const maxNodes = 100_000;

/** Kubernetes' limit on the run-time cost of one expression (`PerCallLimit`); a cost of 10 is about a microsecond. */
export const defaultBudget = 1_000_000;

/** Kubernetes' limit on the estimated cost of one validation rule (`StaticEstimatedCostLimit`). */
export const maxEstimatedCost = 10_000_000;

/** Longest string, in UTF-16 units, and longest bytes that an expression may make. */
export const maxStringLength = 1 << 24;

/** Most elements of a list or map that an expression may make. */
export const maxElements = 1_000_000;

/** Most units of work (elements compared, characters copied) that the cost model does not see, in one evaluation. */
export const maxWork = 20_000_000;

/** Deepest nesting of JSON input. */
export const maxInputDepth = 500;

/** Longest input, in UTF-16 units, of which numbers must be looked at one by one, as `parseInput` says. */
export const maxVisitedInput = 8 << 20;
