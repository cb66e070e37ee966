using LCam.Experiments.Explaining;

namespace LCam.Experiments.Tests.Explaining;

public sealed class ImageNamesTests
{
    [Theory]
    [InlineData("/a/cat.jpg /a/dog.jpg", "cat dog")]
    [InlineData("/a/cat.jpg /b/cat.jpg /b/dog.jpg", "a-cat.jpg b-cat.jpg dog")]
    [InlineData("/a/cat.jpg /a/cat.png", "cat.jpg cat.png")]
    [InlineData("/x/a/cat.jpg /y/a/cat.jpg", "x-a-cat.jpg y-a-cat.jpg")]
    [InlineData("/a/cat.jpg /cat.jpg", "a-cat.jpg cat.jpg")]
    [InlineData("/a/cat.jpg /b/cat.jpg /c/a-cat.jpg.png", "a-cat.jpg b-cat.jpg a-cat.jpg.png")]
    [InlineData("/a/b-cat.jpg /a-b/cat.jpg /cat.jpg", "b-cat a-b-cat.jpg cat.jpg")]
    [InlineData("/a/b-c.png /z/b-c.png /a-b/c.png /q/c.png", "a-b-c.png z-b-c.png a-b-c.png-2 q-c.png")]
    public void Names_are_short_and_grow_only_until_they_differ(string paths, string names) =>
        Assert.Equal(names.Split(' '), ImageNames.Of(paths.Split(' ')));
}
