import { DemoRefused, seedDemoData } from './demo/seed-demo-data.js';
import { withDatabase } from './with-database.js';

if (process.argv[1] === import.meta.filename) {
  try {
    const counts = await withDatabase((db) => seedDemoData(db));
    console.log(
      `demo data: ${String(counts.patients)} people, ${String(counts.referrals)} referrals, ` +
        `${String(counts.bookingsToCome)} bookings to come`,
    );
  } catch (error) {
    if (!(error instanceof DemoRefused)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
