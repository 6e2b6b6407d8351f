import type {Schedule} from '../../core/ports.ts';

/**
 * This person's hourly trigger in this spreadsheet. Google allows an add-on one time-driven trigger for each person and
 * spreadsheet, hourly at most, and fires it when it likes within the hour.
 * https://developers.google.com/workspace/add-ons/concepts/editor-triggers
 */
export function hourlySchedule(functionName: string): Schedule {
  const triggers = () =>
    ScriptApp.getProjectTriggers().filter((trigger) => trigger.getHandlerFunction() === functionName);
  const stop = () => {
    for (const trigger of triggers()) ScriptApp.deleteTrigger(trigger);
  };
  return {
    count: () => triggers().length,
    start() {
      const [kept, ...others] = triggers();
      for (const trigger of others) ScriptApp.deleteTrigger(trigger);
      if (kept === undefined) ScriptApp.newTrigger(functionName).timeBased().everyHours(1).create();
    },
    stop,
  };
}
