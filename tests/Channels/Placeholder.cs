namespace Chancery.Channels.Tests;

internal static class Placeholder;
