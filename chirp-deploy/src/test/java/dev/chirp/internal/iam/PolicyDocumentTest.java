package dev.chirp.internal.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {
  private static PolicyDocument parsed(String json) {
    return PolicyDocument.parse("It", json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{'Version': '1', 'Id': 'a'} | {'Id': 'a', 'Version': '1'}",
        "{'Statement': {'Sid': 'a'}} | {'Statement': [{'Sid': 'a'}]}",
        "{'Statement': [{'Action': 'a:b'}]} | {'Statement': [{'Action': ['a:b']}]}",
        "{'Statement': [{'Action': ['b', 'a']}]} | {'Statement': [{'Action': ['a', 'b', 'a']}]}",
        "{'Statement': [{'Action': ['a', 'a']}]} | {'Statement': [{'Action': 'a'}]}",
        "{'Statement': [{'Resource': ['*']}]} | {'Statement': [{'Resource': '*'}]}",
        "{'Statement': [{'Principal': {'Service': ['a']}}]} | {'Statement': [{'Principal': {'Service': 'a'}}]}",
        "{'Statement': [{'Condition': {'Bool': {'k': true}}}]} | {'Statement': [{'Condition': {'Bool': {'k': ['true']}}}]}"
      })
  void equivalentPoliciesAreEqual(String one, String other) {
    assertEquals(parsed(one), parsed(other));
    assertEquals(parsed(one).hashCode(), parsed(other).hashCode());
    assertEquals(parsed(one).compact(), parsed(other).compact());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "{'Statement': [{'Action': 'a:b'}]} | {'Statement': [{'NotAction': 'a:b'}]}",
        "{'Statement': [{'Effect': 'Deny'}]} | {'Statement': [{'Effect': 'Allow'}]}",
        "{'Statement': [{'Resource': 'a'}]} | {'Statement': [{'Resource': ['a', 'b']}]}",
        "{'Statement': [{'Sid': 'a'}]} | {'Statement': [{'Sid': 'a'}, {'Sid': 'a'}]}"
      })
  void differentPoliciesAreNotEqual(String one, String other) {
    assertNotEquals(parsed(one), parsed(other));
  }

  @Test
  void decodesWhatIamEncoded() {
    assertEquals(
        parsed("{'Id': 'a+b c'}"),
        PolicyDocument.decode("It", "%7B%22Id%22%3A%20%22a+b%20c%22%7D"));
  }

  @Test
  void brokenJsonIsReportedWithLineAndColumn() {
    ChirpException failure =
        assertThrows(ChirpException.class, () -> parsed("{'Version':\n '1',, }"));
    assertTrue(
        failure.problem().startsWith("It is not valid JSON: line 2, column 6: "), failure::problem);
    assertEquals(
        "It is not a JSON object.",
        assertThrows(ChirpException.class, () -> parsed("[]")).problem());
    assertThrows(ChirpException.class, () -> parsed("{'Id': 'a', 'Id': 'b'}"));
    assertThrows(ChirpException.class, () -> parsed("{'Id': 'a'} {'Id': 'b'}"));
    assertThrows(ChirpException.class, () -> parsed("{'Id': 'a'} }"));
  }

  @Test
  void byteOrderMarkIsAccepted() {
    assertEquals(parsed("{'Id': 'a'}"), parsed("\uFEFF{'Id': 'a'}"));
  }

  @Test
  void differenceShowsUnchangedLines() {
    assertEquals(
        List.of("  a", "- b", "+ x", "  c", "+ d"),
        LineDifference.of(List.of("a", "b", "c"), List.of("a", "x", "c", "d")));
  }
}
