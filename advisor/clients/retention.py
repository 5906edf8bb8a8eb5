"""What ends by itself. Nothing works any more once its time is over; here its row goes too."""

from django.utils import timezone

from advisor.clients.models import HANDED_FOR, OFFERED_FOR, PRINTING_KEPT, SHARED_FOR, HandOver, Offer, Printing, Share


def erase_expired() -> None:
    now = timezone.now()
    Share.objects.filter(made_at__lte=now - SHARED_FOR).delete()
    Offer.objects.filter(made_at__lte=now - OFFERED_FOR).delete()
    HandOver.objects.filter(made_at__lte=now - HANDED_FOR).delete()
    Printing.objects.filter(made_at__lte=now - PRINTING_KEPT).delete()
