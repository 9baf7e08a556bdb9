package vn.chitieu.warehouse;

import java.util.List;
import vn.chitieu.submission.DifficultyAnswer;
import vn.chitieu.submission.OpenQuestion;

/** What a release knows the office to have written to one unit, and the unit has yet to see. */
public record UnitMail(List<OpenQuestion> questions, List<DifficultyAnswer> answers) {
  /** Nothing. */
  public static final UnitMail NONE = new UnitMail(List.of(), List.of());

  public UnitMail {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
  }

  /** The questions that a form of a year shows: of that year and of those before it. */
  public List<OpenQuestion> questionsFor(int year) {
    return questions.stream().filter(q -> q.year() <= year).toList();
  }

  /** The answers to what the unit raised last in a period. */
  public List<DifficultyAnswer> answersFor(String periodCode) {
    return answers.stream().filter(a -> a.periodCode().equals(periodCode)).toList();
  }
}
