/** Google allows an add-on one time-driven trigger for each person and spreadsheet, hourly at most. */
export function startHourlyTrigger(functionName: string): void {
  stopHourlyTrigger(functionName);
  ScriptApp.newTrigger(functionName).timeBased().everyHours(1).create();
}

/** Deletes this person's triggers of that function and says how many there were. */
export function stopHourlyTrigger(functionName: string): number {
  const triggers = ScriptApp.getProjectTriggers().filter(
    (trigger) => trigger.getHandlerFunction() === functionName,
  );
  for (const trigger of triggers) ScriptApp.deleteTrigger(trigger);
  return triggers.length;
}
