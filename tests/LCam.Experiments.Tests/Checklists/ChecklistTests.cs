using LCam.Experiments.Checklists;
using LCam.Experiments.Tests.Crates;
using LCam.Problems;
using Snapshooter.Xunit;

namespace LCam.Experiments.Tests.Checklists;

public sealed class ChecklistTests
{
    [Fact]
    public void A_checklist_answers_from_the_store_and_marks_what_it_cannot()
    {
        using var made = new MadeUpExperiment("img cross-entropy");
        ChecklistMarkdown.Render(new ChecklistBuilder(made.Store).Build(made.Spec)).MatchSnapshot();
    }

    [Fact]
    public void Every_line_has_an_answer_or_is_the_authors()
    {
        using var made = new MadeUpExperiment();
        var checklist = new ChecklistBuilder(made.Store).Build(made.Spec);
        Assert.Equal([3, 2, 5, 5, 6], checklist.Sections.Select(section => section.Lines.Count));
        Assert.All(checklist.Sections.SelectMany(section => section.Lines), line => Assert.True(line.IsAnswered || line.ForAuthor is not null, line.What));
    }

    [Fact]
    public void What_was_not_run_has_none()
    {
        using var made = new MadeUpExperiment();
        Assert.Throws<ProblemException>(() => new ChecklistBuilder(made.Store).Build(made.Spec with { Name = "other" }));
    }
}
