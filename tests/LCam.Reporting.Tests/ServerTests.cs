using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LCam.Experiments.Auditing;
using LCam.Experiments.Journals;
using LCam.Experiments.Store;
using LCam.Problems;
using LCam.Reporting.Serving;

namespace LCam.Reporting.Tests;

public sealed class ServerTests : IAsyncLifetime, IDisposable
{
    private readonly ReportFixture _fixture = new ReportFixture().Fill(3);
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new();
    private Task _served = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        var address = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _served = Serve(0, address.SetResult);
        _client.BaseAddress = new Uri(await await Task.WhenAny(address.Task, _served.ContinueWith(ended => ended.Exception?.Message ?? "ended", TaskScheduler.Default)));
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _served;
    }

    public void Dispose()
    {
        _client.Dispose();
        _stop.Dispose();
        _fixture.Dispose();
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("runs.html", "text/html")]
    [InlineData("methods/1-1-1.html", "text/html")]
    [InlineData("audit.html", "text/html")]
    [InlineData("report.css", "text/css")]
    [InlineData("report.js", "text/javascript")]
    public async Task Pages_and_files_are_served_with_headers_that_let_nothing_else_in(string path, string type)
    {
        using var answer = await _client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("default-src 'none'; script-src 'self';", string.Concat(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_paths_methods_and_names_of_the_machine_are_refused()
    {
        foreach (var path in new[] { "nothing.html", "../spec.yaml", "%2e%2e/store/lcam.db", "lcam-report.txt" })
        {
            using var answer = await _client.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        using var posted = await _client.PostAsync("index.html", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.Host = "evil.example";
        using var foreign = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        request.Dispose();
        using var local = new HttpRequestMessage(HttpMethod.Get, "");
        local.Headers.Host = "localhost:1234";
        using var known = await _client.SendAsync(local);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task The_feed_tells_what_goes_on_and_pages_follow()
    {
        using var stream = await _client.GetStreamAsync("events");
        using var reader = new StreamReader(stream);
        var first = await Next(reader);
        Assert.Equal(("Not finished: 2 planned, 4 succeeded, of 6 stages.", 4, 6), ((string)first["line"]!, (int)first["done"]!, (int)first["count"]!));
        Assert.DoesNotContain("state-running", await _client.GetStringAsync("runs.html"), StringComparison.Ordinal);
        Assert.Contains("not run yet", await _client.GetStringAsync("index.html"), StringComparison.Ordinal);

        _fixture.Run(ReportFixture.Key(3), RunState.Running);
        var second = await Next(reader);
        Assert.Equal("measure vgg16 all-ones", (string)Assert.Single(second["running"]!.AsArray())!["label"]!);
        Assert.True((long)second["sequence"]! > (long)first["sequence"]!);
        Assert.Contains($"data-sequence=\"{second["sequence"]}\"", await _client.GetStringAsync("runs.html"), StringComparison.Ordinal);
        Assert.Contains("state-running", await _client.GetStringAsync("runs.html"), StringComparison.Ordinal);

        _fixture.Run(ReportFixture.Key(3), RunState.Succeeded, [.. Enumerable.Range(0, ReportFixture.Images).Select(image => new ImageEntry(_fixture.Score(3, image)))]);
        Assert.Equal(5, (int)(await Next(reader))["done"]!);
        Assert.DoesNotContain("not run yet", await _client.GetStringAsync("index.html"), StringComparison.Ordinal);
        Assert.Contains(">All ones</bdi>", await _client.GetStringAsync("methods.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_writes_nothing()
    {
        var before = Content();
        foreach (var path in _fixture.Build().Pages.Keys)
        {
            await _client.GetStringAsync(path);
        }

        Assert.Equal(before, Content());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told()
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Serve(_client.BaseAddress!.Port, _ => { }));
        Assert.Contains("--port", refused.Message, StringComparison.Ordinal);
    }

    private Task Serve(int port, Action<string> started) => new ReportServer(_fixture.Files, TimeProvider.System, _fixture.Auditor, _ => [])
        .Serve(_fixture.Spec, _fixture.StoreFolder, AuditOptions.ReadingLevels, port, started, _stop.Token);

    // The feed may look in the middle of what the test does.
    private async Task<JsonNode> Next(StreamReader reader)
    {
        var sequence = _fixture.Store.Seals.Head().Sequence;
        while (await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal) && JsonNode.Parse(line["data: ".Length..])! is var state && (long)state["sequence"]! == sequence)
            {
                return state;
            }
        }

        throw new InvalidOperationException("the feed ended");
    }

    // The shared-memory file is every reader's, and no content.
    private List<string> Content() =>
    [
        .. Directory.EnumerateFiles(_fixture.PathOf(""), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("-shm", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
