package planted;

/** What the test shows. */
final class PlantedTest {
  @Test
  void thatIsNoneIsRefused() {
    // The input is not read: whoever wrote it.
    assertEquals("whoever", greet("nobody"));
    assertTrue(log.contains("told"), () -> "nobody logged it: " + log);
    throw new AssertionError("told twice");
  }
}
