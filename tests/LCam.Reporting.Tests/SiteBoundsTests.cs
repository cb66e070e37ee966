using LCam.Evaluation;
using LCam.Experiments.Results;
using LCam.Reporting.Contents;
using LCam.Reporting.Site;

namespace LCam.Reporting.Tests;

public sealed class SiteBoundsTests
{
    [Theory]
    [InlineData(9, 2000, 9)]
    [InlineData(30, 2000, 25)]
    [InlineData(30, 50_000, 1)]
    public void As_many_methods_are_held_against_others_as_a_report_has_room_for(int trained, int images, int pages)
    {
        using var fixture = new ReportFixture();
        var scores = Enumerable.Repeat(fixture.Score(0, 0), images).ToList();
        List<ReportedMethod> methods =
        [
            .. Enumerable.Range(1, trained).Select(place => new ReportedMethod(place, "t", RowKind.Trained, null, scores)),
            .. Enumerable.Range(0, 4).Select(place => new ReportedMethod(trained + 1 + place, "c", RowKind.Compared, null, scores)),
        ];
        Assert.Equal(pages, SiteBounds.Against([new ReportedBackbone(1, "b", [0, 0.5, 0.85], methods)]).Count);
    }

    [Fact]
    public void Trained_methods_without_others_are_held_against_each_other()
    {
        using var fixture = new ReportFixture();
        IReadOnlyList<ImageScore> scores = [fixture.Score(0, 0)];
        var methods = Enumerable.Range(1, 3).Select(place => new ReportedMethod(place, "t", place == 3 ? RowKind.Control : RowKind.Trained, null, scores)).ToList();
        var backbone = new ReportedBackbone(1, "b", [0], methods);
        Assert.Equal([methods[1]], MethodPair.Opponents(backbone, methods[0]));
        Assert.Empty(SiteBounds.Against([backbone with { Methods = [methods[0]] }]));
    }
}
