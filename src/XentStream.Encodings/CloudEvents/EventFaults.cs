using XentStream.Scoring.Faults;

namespace XentStream.Encodings.CloudEvents;

/// <summary>One sentence for each way in which an event can lack its data.</summary>
internal static class EventFaults
{
    private const string Fix = "Send the tensors in data as JSON, or in data_base64 with their type in datacontenttype.";

    public static Fault NoData() => Malformed("The event has no data.", "Only the attributes were sent: what the event is about is elsewhere.");

    public static Fault DataTwice() => new(FaultCode.TensorDuplicate, "The event has data twice.", "Both data and data_base64 were set.", "Send the data once.");

    public static Fault DataNoObject() => Malformed("The event's data is not a JSON object.", "The message was written into it as a text.");

    public static Fault NotBase64() => Malformed("The event's data_base64 is not base64.", "The data was written in another alphabet, or cut.");

    public static Fault Nested() => Malformed("The event holds another event.", "A gateway has wrapped an event that was one already.");

    private static Fault Malformed(string wrong, string cause) => new(FaultCode.HeaderMalformed, wrong, cause, Fix);
}
