package dev.chirp.internal.project;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModuleFunctionTest {
  private static final FunctionSettings SETTINGS =
      new FunctionSettings(
          new FunctionSettings.Setting<>(512, "default"),
          new FunctionSettings.Setting<>(9, "default"),
          new FunctionSettings.Setting<>("", "default"),
          Optional.empty(),
          Optional.empty(),
          new FunctionSettings.Setting<>(List.of(), "test"),
          Optional.empty(),
          Map.of());

  private final ModuleFunction app = entry("hello-world", "chirp_", "app", "acme.App");

  @Test
  void twoModulesWithOneFunctionClash() {
    assertEquals(
        "Modules 'hello-world' and 'sum-up' both have the function 'chirp_app', but Lambda can have only one with that name.\n"
            + "Try: <function><name>sum_up_app</name><handler>acme.App</handler></function> in <functions> of module 'sum-up'",
        clash(Optional.empty(), app, entry("sum-up", "chirp_", "app", "acme.App")));
  }

  @Test
  void namesThatDifferOnLambdaDoNotClash() {
    assertEquals("", clash(Optional.empty(), app, entry("sum-up", "sum_", "app", "acme.App")));
    assertEquals("", clash(Optional.empty(), app, entry("sum-up", "chirp_", "sum", "acme.Sum")));
    assertEquals("", clash(Optional.empty(), app));
  }

  @Test
  void onlyTheFunctionThatIsDeployedClashes() {
    ModuleFunction other = entry("sum-up", "chirp_", "app", "acme.App");
    assertEquals("", clash(Optional.of("sum"), app, other));
    assertEquals(clash(Optional.empty(), app, other), clash(Optional.of("app"), app, other));
  }

  @Test
  void newNameFitsLambdasLimitAndKeepsTheMethod() {
    String module = "m".repeat(60);
    assertEquals(
        "<function><name>app_2</name><handler>acme.Orders::find</handler></function> in <functions> of module '%s'"
            .formatted(module),
        ModuleFunction.clash(
                List.of(app, entry(module, "chirp_", "app", "acme.Orders::find")), Optional.empty())
            .orElseThrow()
            .suggestion());
  }

  @Test
  void methodWithStreamsKeepsItsNameInTheSuggestion() {
    ModuleFunction streams =
        new ModuleFunction(
            "b",
            "chirp_app",
            new ProjectFunction(
                "app", "acme.Orders::read", HandlerKind.STREAM_METHOD, 17, SETTINGS));
    assertEquals(
        "<function><name>b_app</name><handler>acme.Orders::read</handler></function> in <functions> of module 'b'",
        ModuleFunction.clash(List.of(app, streams), Optional.empty()).orElseThrow().suggestion());
  }

  @Test
  void invocationOfAFunctionOfTwoModulesIsAmbiguousWhateverThePrefix() {
    List<ModuleFunction> entries =
        List.of(app, entry("sum-up", "sum_", "app", "acme.App"), entry("c", "c_", "b", "acme.B"));
    assertEquals(
        "Modules 'hello-world' and 'sum-up' both have a function 'app' (from -Dfunction).\n"
            + "Try: mvn chirp:invoke -Dfunction=app -pl :sum-up",
        ModuleFunction.ambiguity(entries, "app", "invoke").orElseThrow().getMessage());
    assertEquals(Optional.empty(), ModuleFunction.ambiguity(entries, "b", "invoke"));
  }

  private static String clash(Optional<String> wanted, ModuleFunction... entries) {
    return ModuleFunction.clash(List.of(entries), wanted)
        .map(ChirpException::getMessage)
        .orElse("");
  }

  private static ModuleFunction entry(String module, String prefix, String name, String handler) {
    HandlerKind kind = handler.contains("::") ? HandlerKind.METHOD : HandlerKind.REQUEST_HANDLER;
    return new ModuleFunction(
        module, prefix + name, new ProjectFunction(name, handler, kind, 17, SETTINGS));
  }
}
