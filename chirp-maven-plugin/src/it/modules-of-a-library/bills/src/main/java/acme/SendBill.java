package acme;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.LocalDate;

public class SendBill implements RequestHandler<SendBill.Bill, SendBill.Bill> {
  /** Only a serializer of the project's own knows such a date. */
  public record Bill(String text, LocalDate due) {}

  @Override
  public Bill handleRequest(Bill bill, Context context) {
    return new Bill(Words.of(1, bill.text()), bill.due().plusDays(14));
  }
}
