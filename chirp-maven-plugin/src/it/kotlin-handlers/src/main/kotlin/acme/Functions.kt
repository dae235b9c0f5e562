package acme

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler

class Order {
  var item: String = ""
  var count: Int = 0
}

abstract class Priced<I> : RequestHandler<I, Map<String, Any>>

/** Its types are those of a generic parent. */
class FindOrder : Priced<Order>() {
  override fun handleRequest(order: Order, context: Context): Map<String, Any> =
    mapOf("item" to order.item, "count" to order.count, "in" to context.functionName)
}

/** Lambda cannot create it: its constructor is private. */
object Shared : RequestHandler<Order, String> {
  override fun handleRequest(order: Order, context: Context): String = order.item
}

/** A function of the file: a static method of the class FunctionsKt. */
fun total(orders: List<Order>): Int = orders.sumOf { it.count }
