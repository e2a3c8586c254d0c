/** An id of ours, as operators choose or type it: anything else is nobody's, and nothing to ask the database for. @internal */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
