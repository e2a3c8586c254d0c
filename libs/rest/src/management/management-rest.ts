import { ManagementOperators } from './management-operators.js';

/** The management API, `/api/admin/`, for `RestModule.forRoot`. */
export const MANAGEMENT_REST = { controllers: [], providers: [ManagementOperators] };
