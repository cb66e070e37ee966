using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LCam.Images;
using LCam.Problems;

namespace LCam.Tests.Images;

public sealed class ImageSetHashTests
{
    [Fact]
    public void A_file_has_the_sha256_of_its_content()
    {
        using var images = new TemporaryImages();
        var path = images.Add("abc", "abc"u8.ToArray());
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ContentHash.OfFile(path));
    }

    [Fact]
    public void A_set_has_the_hash_of_paths_and_content_hashes_in_list_order()
    {
        using var images = new TemporaryImages(count: 3);
        var text = string.Concat(images.Set.Entries.Select((entry, row) => $"{entry.Path}\0{ContentHash.OfFile(images.Set.PathOf(row))}\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), ImageSetHash.Compute(images.Set));
    }

    [Fact]
    public void Folder_workers_and_cache_do_not_move_it()
    {
        using var one = new TemporaryImages(count: 9);
        using var other = new TemporaryImages(count: 9);
        var cache = new MemoryCache();
        var expected = ImageSetHash.Compute(one.Set, null, workers: 1);
        Assert.Equal(expected, ImageSetHash.Compute(other.Set, cache, workers: 3));
        Assert.Equal(expected, ImageSetHash.Compute(other.Set, cache, workers: 3));
        Assert.Equal((9, 9), (cache.Added, cache.Found));
    }

    [Fact]
    public void Content_order_and_paths_move_it()
    {
        using var images = new TemporaryImages(count: 4);
        var set = images.Set;
        var before = ImageSetHash.Compute(set);
        Assert.NotEqual(before, ImageSetHash.Compute(set with { Entries = [.. set.Entries.Reverse()] }));
        File.Copy(set.PathOf(1), set.PathOf(0), overwrite: true);
        Assert.NotEqual(before, ImageSetHash.Compute(set));
    }

    [Fact]
    public void A_changed_file_is_not_taken_from_the_cache_even_behind_a_link()
    {
        using var images = new TemporaryImages();
        var target = images.Add("target", [1, 2, 3]);
        var link = Path.Combine(images.Folder, "link");
        File.CreateSymbolicLink(link, target);
        var cache = new MemoryCache();
        var before = ContentHash.OfFile(link, cache);
        File.WriteAllBytes(target, [1, 2, 3, 4]);
        Assert.NotEqual(before, ContentHash.OfFile(link, cache));
    }

    [Fact]
    public void Images_listed_twice_are_read_once()
    {
        using var images = new TemporaryImages(count: 2);
        var set = images.Set;
        var cache = new MemoryCache();
        ImageSetHash.Compute(set with { Entries = [.. set.Entries, .. set.Entries] }, cache);
        Assert.Equal((2, 0), (cache.Added, cache.Found));
    }

    [Fact]
    public void All_missing_images_are_named_with_their_lines()
    {
        using var images = new TemporaryImages(count: 3);
        File.Delete(images.Set.PathOf(0));
        File.Delete(images.Set.PathOf(2));
        var failure = Assert.Throws<ProblemException>(() => ImageSetHash.Compute(images.Set));
        Assert.Equal(ProblemKind.DataMissing, failure.Kind);
        Assert.Equal([$"{images.ListPath}:1", $"{images.ListPath}:3"], failure.Problems.Select(problem => problem.Where));
    }

    private sealed class MemoryCache : IContentHashCache
    {
        private readonly ConcurrentDictionary<FileStamp, string> _hashes = [];
        private int _found;

        internal int Found => _found;

        internal int Added => _hashes.Count;

        public string? Find(FileStamp stamp)
        {
            if (!_hashes.TryGetValue(stamp, out var hash))
            {
                return null;
            }

            Interlocked.Increment(ref _found);
            return hash;
        }

        public void Add(FileStamp stamp, string hash) => _hashes[stamp] = hash;
    }
}
