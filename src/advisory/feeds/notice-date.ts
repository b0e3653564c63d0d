/** A vendor's date, with or without a time of day in UTC, as RFC 3339; undefined for anything else. */
export function noticeDate(text: string | undefined): string | undefined {
  const [, day, minutes = '00:00', seconds = ':00'] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?(?:\.\d+)?Z?)?$/.exec(text?.trim() ?? '') ?? [];
  return day === undefined ? undefined : `${day}T${minutes}${seconds}Z`;
}
