using LCam.Shapes;

namespace LCam.Tests.Shapes;

public sealed class SceneRendererTests
{
    private const int Size = 96;

    // Scenes of one number share everything but the outline, so what differs between two of them is the object alone.
    [Fact]
    public void Scenes_of_one_number_differ_only_around_their_objects()
    {
        var disc = SceneRenderer.Render(3, 11, ShapeKind.Disc, Size);
        var cross = SceneRenderer.Render(3, 11, ShapeKind.Cross, Size);
        var (left, top, right, bottom) = Bounds(disc.Mask.Pixels.Zip(cross.Mask.Pixels, (a, b) => a > b ? a : b).ToArray());
        var differing = 0;
        for (var at = 0; at < Size * Size; at++)
        {
            if (disc.Image.Pixels.AsSpan(3 * at, 3).SequenceEqual(cross.Image.Pixels.AsSpan(3 * at, 3)))
            {
                continue;
            }

            differing++;

            // The shadow reaches beyond the outline: at most twice 0.06 of the side, and a pixel of blur.
            var reach = (int)(0.12 * Size) + 2;
            Assert.InRange(at % Size, left - reach, right + reach);
            Assert.InRange(at / Size, top - reach, bottom + reach);
        }

        Assert.True(differing > 50);
    }

    [Fact]
    public void The_mask_covers_a_whole_object_of_the_promised_extent()
    {
        for (var number = 0; number < 40; number++)
        {
            var kind = (ShapeKind)(number % 8);
            var mask = SceneRenderer.Render(4, number, kind, Size).Mask.Pixels;
            var (left, top, right, bottom) = Bounds(mask);
            Assert.All(mask, value => Assert.True(value is 0 or 255));
            Assert.True(left > 0 && top > 0 && right < Size - 1 && bottom < Size - 1, $"{kind} {number} is cut off");
            var extent = Math.Max(right - left, bottom - top) + 1;
            Assert.InRange(extent, 0.2 * Size, 0.58 * Size);
        }
    }

    [Fact]
    public void Every_kind_has_its_own_outline()
    {
        var masks = Enum.GetValues<ShapeKind>().Select(kind => Convert.ToHexString(SceneRenderer.Render(5, 1, kind, Size).Mask.Pixels));
        Assert.Equal(8, masks.Distinct().Count());
    }

    // Patterns share their two colours in different parts, so the range of colours is what must not depend on the kind.
    [Fact]
    public void Colours_inside_the_object_say_nothing_about_the_label()
    {
        var kinds = Enum.GetValues<ShapeKind>().Where(kind => kind != ShapeKind.Crescent).ToArray();
        var darkest = kinds.Select(kind => Enumerable.Range(0, 10).Average(number => LevelsInside(number, kind).Dark)).ToArray();
        var brightest = kinds.Select(kind => Enumerable.Range(0, 10).Average(number => LevelsInside(number, kind).Bright)).ToArray();
        Assert.InRange(darkest.Max() - darkest.Min(), 0, 25);
        Assert.InRange(brightest.Max() - brightest.Min(), 0, 25);
    }

    [Fact]
    public void The_object_stands_out_from_what_it_covers()
    {
        var contrasts = Enumerable.Range(0, 16).Select(number =>
        {
            var scene = SceneRenderer.Render(6, number, ShapeKind.Disc, Size);
            var small = SceneRenderer.Render(6, number, ShapeKind.Ring, Size);
            var hole = Enumerable.Range(0, Size * Size).Where(at => scene.Mask.Pixels[at] == 255 && small.Mask.Pixels[at] == 0).ToArray();
            return hole.Average(at => Math.Abs(Level(scene.Image.Pixels, at) - Level(small.Image.Pixels, at)));
        });
        Assert.True(contrasts.Average() > 15);
    }

    private static (double Dark, double Bright) LevelsInside(int number, ShapeKind kind)
    {
        var scene = SceneRenderer.Render(6, number, kind, Size);
        var levels = Enumerable.Range(0, Size * Size).Where(at => scene.Mask.Pixels[at] == 255).Select(at => Level(scene.Image.Pixels, at)).Order().ToArray();
        return (levels[levels.Length / 10], levels[levels.Length * 9 / 10]);
    }

    private static double Level(byte[] pixels, int at) => (pixels[3 * at] + pixels[(3 * at) + 1] + pixels[(3 * at) + 2]) / 3.0;

    private static (int Left, int Top, int Right, int Bottom) Bounds(byte[] mask)
    {
        var inside = Enumerable.Range(0, mask.Length).Where(at => mask[at] == 255).ToArray();
        return (inside.Min(at => at % Size), inside.Min(at => at / Size), inside.Max(at => at % Size), inside.Max(at => at / Size));
    }
}
