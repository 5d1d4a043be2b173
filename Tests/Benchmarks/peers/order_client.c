// The near limit of placing orders: one socket, one buffer, one HMAC an order; nothing is written
// down, judged or parsed.
//
//     order_client PORT COUNT

#include "order_requests.h"

int main(int count, char **words) {
  if (count != 3) fail("order_client PORT COUNT");
  connect_to(words[1]);
  long orders = atol(words[2]);
  for (long number = 0; number < orders; number++) {
    char form[512], id[32];
    sprintf(id, "t%023ld", number);
    int length = sprintf(form, "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001"
                         "&price=40000&newClientOrderId=%s", id);
    post("/fapi/v1/order", form, length, id);
  }
  printf("%ld\n", orders);
}
