/** The help line on every page. Source: the range kept for drama by Ofcom, until a service sets its own. */
export const SUPPORT_PHONE = '01632 960001';
