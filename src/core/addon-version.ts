/** The version each tab is stamped with; a test keeps it equal to package.json's. */
export const addonVersion = '0.1.0';
