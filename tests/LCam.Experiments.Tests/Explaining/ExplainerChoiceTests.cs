using LCam.Experiments.Explaining;
using LCam.Explainers;
using LCam.Problems;

namespace LCam.Experiments.Tests.Explaining;

public sealed class ExplainerChoiceTests
{
    [Theory]
    [InlineData("grad-cam", "grad-cam[]")]
    [InlineData("grad-cam,rise", "grad-cam[] rise[]")]
    [InlineData("rise:masks=200,batch-size=32,grad-cam", "rise[masks=200 batch-size=32] grad-cam[]")]
    [InlineData("grad-cam,rise:mask-file=a:b.safetensors,grid=7", "grad-cam[] rise[mask-file=a:b.safetensors grid=7]")]
    [InlineData("rise:masks=20,rise:masks=40", "rise[masks=20] rise[masks=40]")]
    [InlineData("gaussian:deviation=0,25,grad-cam", "gaussian[deviation=0,25] grad-cam[]")]
    [InlineData("masks=20", "masks=20[]")]
    [InlineData("rise:", "rise[]")]
    public void An_equals_sign_without_a_colon_before_it_continues_the_explainer_before_it(string argument, string expected) =>
        Assert.Equal(expected, string.Join(' ', ExplainerChoice.Parse(argument).Select(choice => $"{choice.Id}[{string.Join(' ', choice.Parameters)}]")));

    [Fact]
    public void Values_get_the_kinds_of_their_definitions()
    {
        var values = ExplainerChoice.Parse("rise:masks=200,probability=0.25,mask-file=7").Single().Values(ExplainerRegistry.Find("rise"));
        Assert.Equal("""{"masks":200,"probability":0.25,"mask-file":"7"}""", values.ToJsonString());
    }

    [Fact]
    public void Parameters_without_value_or_given_twice_are_all_named()
    {
        var choice = ExplainerChoice.Parse("rise:masks,grid=7,grid=8").Single();
        var failure = Assert.Throws<ProblemException>(() => choice.Values(ExplainerRegistry.Find("rise")));
        Assert.Equal(["'masks' of rise has no value", "'grid' of rise is given twice"], failure.Problems.Select(problem => problem.What));
    }
}
