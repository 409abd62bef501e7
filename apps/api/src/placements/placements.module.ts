import { Module } from '@nestjs/common';
import { BookSessionService } from '#application/placements/book-session.service.js';
import { CancelBookingService } from '#application/placements/cancel-booking.service.js';
import { MarkAttendanceService } from '#application/placements/mark-attendance.service.js';
import { MoveBookingService } from '#application/placements/move-booking.service.js';
import { ReadRegisterService } from '#application/placements/read-register.service.js';
import { BookingsController } from './bookings.controller.js';
import { RegisterController } from './register.controller.js';

@Module({
  controllers: [BookingsController, RegisterController],
  providers: [
    BookSessionService,
    CancelBookingService,
    MarkAttendanceService,
    MoveBookingService,
    ReadRegisterService,
  ],
  exports: [ReadRegisterService],
})
export class PlacementsModule {}
