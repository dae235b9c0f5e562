package acme

import com.amazonaws.services.lambda.runtime.Context
import com.amazonaws.services.lambda.runtime.RequestHandler
import dev.chirp.runtime.FunctionConfiguration

@FunctionConfiguration(route = "GET /bill")
class FindBill : RequestHandler<Map<String, Any>, String> {
  override fun handleRequest(event: Map<String, Any>, context: Context): String = "5 Euro for " + Words.UNIT
}
