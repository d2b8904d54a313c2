using System.Net;

namespace Chancery.Simulators.Apple.Protocol;

/// <summary>Carries the reports of one enrolment to the server, as badly as the device's misbehaviour says.</summary>
internal sealed class UnreliableWire(Mischief mischief)
{
    // A device does not remember for ever; fifty reports are enough to confuse a server.
    private const int Memory = 50;

    private readonly List<byte[]> _past = [];

    /// <summary>Sends a report. The value is null where the response was lost.</summary>
    public async Task<Outcome<HttpAnswer?>> SendAsync(MdmClient client, byte[] report, CancellationToken cancellation)
    {
        var fate = mischief.Next();
        if (fate.Delay > TimeSpan.Zero)
        {
            mischief.Remember(fate, MischiefKind.Delayed);
            await Task.Delay(fate.Delay, cancellation);
        }

        if (fate.Replay is { } where && _past.Count > 0)
        {
            // The answer to a report out of its time is of no interest to the device: whatever it offers must be offered again.
            mischief.Remember(fate, MischiefKind.Reordered);
            _ = await client.ConnectAsync(_past[(int)(where * _past.Count)], cancellation);
        }

        var answer = await client.ConnectAsync(report, cancellation);
        if (fate.Duplicated && answer.Error is null)
        {
            mischief.Remember(fate, MischiefKind.Duplicated);
            answer = await client.ConnectAsync(report, cancellation);
        }

        _past.Add(report);
        if (_past.Count > Memory)
        {
            _past.RemoveAt(0);
        }

        if (answer.Error is { } error)
        {
            return error;
        }

        if (fate.Dropped && answer.Value.Status == HttpStatusCode.OK)
        {
            mischief.Remember(fate, MischiefKind.Dropped);
            return new Outcome<HttpAnswer?>();
        }

        return answer.Value;
    }
}
